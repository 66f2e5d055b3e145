using System.Text;
using Mesh.Lab.Sources;

namespace Mesh.Lab.Tests.BuildSystems;

/// <summary>Real projects of each build system, built as docs/guides/build-systems.md says: the bare build's output and objects, mostly by the helper.</summary>
[Collection<BareAndMeshedCollection>]
public sealed class BuildSystemTests(BareAndMeshed machines) : LabTest
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static TheoryData<string> Names =>
        [.. (Environment.GetEnvironmentVariable("MESH_LAB_SLOW") is { Length: > 0 } ? BuildSystem.All : BuildSystem.Quick).Select(system => system.Name)];

    [Fact]
    public void The_guide_has_each_of_them_once() =>
        Assert.Equal(BuildSystem.All.Select(system => system.Name).Order(StringComparer.Ordinal), BuildSystem.InGuide.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_build_is_done_by_the_helper_and_is_the_bare_one(string name)
    {
        var client = machines.Client;
        machines.ForgetCaches();
        var system = BuildSystem.All.Single(system => system.Name == name);
        if (system.Missing() is { } missing) Assert.Skip($"{missing} is not installed");
        var project = system.Project();
        var reference = await OrSkipAsync(ReferenceBuild.OnAsync(machines.Bare, project, Cancel));
        var tree = await BuildTree.CopyAsync(client.Machine, project, Cancel);
        var before = await client.StatusAsync(Cancel);

        var built = await tree.BuildAsync(Environment.ProcessorCount, Limit, Cancel);

        var after = await client.StatusAsync(Cancel);
        var counts = after.Totals - before.Totals;
        var why = string.Join(' ', after.LocalReasons.Select(r => $"{r.Key}={r.Value - before.LocalReasons.GetValueOrDefault(r.Key)}"));
        TestContext.Current.SendDiagnosticMessage($"{name}: {counts} of {project.Units} units, {reference.Built.Elapsed.TotalSeconds:0.0} s bare, {built.Elapsed.TotalSeconds:0.0} s; {why}");
        BuildAssert.SameOutput(Plain(reference.Built, machines.Bare), Plain(built, client.Machine));
        await BuildAssert.SameAsync(reference, tree, Cancel);
        Assert.True(counts.Remote >= 0.9 * project.Units, $"{counts} of {project.Units} units; {why}");
        await QuietAssert.AreQuietAsync(machines.Nodes, Cancel);
        if (system.IsCached) await AssertCacheAnswersAsync(client, project);
    }

    private static async Task AssertCacheAnswersAsync(MeshNode client, RealProject project)
    {
        var tree = await BuildTree.CopyAsync(client.Machine, project, Cancel);
        var before = (await client.StatusAsync(Cancel)).Totals;

        (await tree.BuildAsync(Environment.ProcessorCount, Limit, Cancel)).OrThrow($"building {project.Name} again");

        var counts = (await client.StatusAsync(Cancel)).Totals - before;
        Assert.Equal((0, 0), (counts.Remote, counts.Fallback));
    }

    // Build tools tell where they found a compiler.
    private static CommandResult Plain(CommandResult result, Machine machine)
    {
        return result with { Stdout = Replace(result.Out), Stderr = Replace(result.Error) };

        byte[] Replace(string text) => Encoding.UTF8.GetBytes(text
            .Replace(Path.Combine(machine.Environment["HOME"], ".local/share/mesh/bin/"), "/usr/bin/", StringComparison.Ordinal)
            .Replace(machine.Folder, "~", StringComparison.Ordinal));
    }
}
