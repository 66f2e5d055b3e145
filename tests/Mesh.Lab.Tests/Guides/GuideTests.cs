using System.Text.RegularExpressions;

namespace Mesh.Lab.Tests.Guides;

/// <summary>Holds docs/guides to what they say.</summary>
public sealed class GuideTests : LabTest
{
    public static TheoryData<string> Names => [.. Guide.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_command_is_run_by_a_test_or_says_why_not(string name)
    {
        var guide = Guide.Read(name);

        Assert.NotEmpty(guide.Blocks);
        Assert.Empty(guide.Unmarked);
        foreach (var file in guide.Blocks.Select(block => block.ElsewhereIn).OfType<string>())
            Assert.Contains("install.sh", File.ReadAllText(Path.Combine(MeshProgram.RepositoryRoot, file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apt_knows_the_packages()
    {
        var named = Guide.Names.SelectMany(name => Guide.Read(name).Blocks).SelectMany(block => block.Lines)
            .Where(line => line.StartsWith("apt install ", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[2..]).Distinct().ToList();
        var known = (await HostCommand.RunAsync(Cancel, "apt-cache", "pkgnames")).OrThrow("apt-cache").Out.Split('\n').ToHashSet();
        Assert.SkipUnless(known.Contains("gcc-12"), "apt here has no Debian 12 package lists");

        Assert.NotEmpty(named);
        Assert.All(named, package => Assert.Contains(package, known));
    }

    [Fact]
    public Task A_Raspberry_Pi_is_helped() => WalkAsync("raspberry-pi", helped: "pi");

    [Fact]
    public Task An_old_PC_is_helped() => WalkAsync("old-pc", helped: "old");

    [Fact]
    public Task A_Gentoo_machine_is_helped() => WalkAsync("gentoo", helped: "gentoo");

    [Fact]
    public Task A_kernel_builder_is_helped() => WalkAsync("kernel", helped: "builder");

    [Fact]
    public void No_guide_is_left_out() =>
        Assert.Equal(Guide.Names, Regex.Matches(File.ReadAllText(Path.Combine(MeshProgram.RepositoryRoot, "README.md")), @"\(docs/guides/([a-z-]+)\.md\)").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    private static async Task WalkAsync(string name, string helped)
    {
        await using var lab = await StartLabAsync();
        await using var walk = new GuideWalk(lab, Cancel);

        await walk.WalkAsync(Guide.Read(name));

        var status = await walk.StatusAsync(helped);
        Assert.True(status.Totals is { Remote: > 1, Fallback: 0 }, $"{status.Totals}; {string.Join(' ', status.LocalReasons)}");
    }
}
