using System.Diagnostics;
using System.Net.Sockets;
using Mesh.Compile.Arguments;
using Mesh.Node.Tests.Helper;
using Mesh.Node.Toolchains;
using Mesh.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Tests.Toolchains;

public sealed class ToolchainRegistryTests : RegistryTest
{
    [Fact]
    public async Task One_installation_under_many_names_is_one_toolchain()
    {
        await InstallAsync("x-y-gcc-1");
        foreach (var name in new[] { "gcc", "cc", "x-y-gcc", "gcc-1" }) File.CreateSymbolicLink(Path.Combine(Bin, name), "x-y-gcc-1");
        File.CreateSymbolicLink(Folder.File("elsewhere"), Bin);
        var registry = Registry(Bin, Folder.File("elsewhere"), Folder.File("not-there"));

        await registry.StartAsync(Cancel);

        var toolchain = Assert.Single(registry.Current);
        Assert.Equal(Path.Combine(Bin, "x-y-gcc-1"), toolchain.Path);
        Assert.Equal((CompilerFamily.Gcc, "1.2.3", "fake-linux-gnu"), (toolchain.Identity.Family, toolchain.Identity.Version, toolchain.Identity.Triplet));
        Assert.Equal([SourceLanguage.C, SourceLanguage.Cxx], toolchain.Languages);
        Assert.Equal(1, registry.Version);
    }

    [Fact]
    public async Task Gcc_and_gxx_of_one_version_are_one_toolchain_run_by_the_C_driver()
    {
        await InstallAsync("g++");
        await InstallAsync("gcc");
        foreach (var driver in (string[])["gcc", "g++"]) File.WriteAllText(Path.Combine(Bin, driver + ".parts"), Path.Combine(Bin, "gcc"));

        var registry = Registry(Bin);
        await registry.StartAsync(Cancel);

        Assert.Equal(Path.Combine(Bin, "gcc"), Assert.Single(registry.Current).Path);
    }

    [Fact]
    public async Task Two_builds_of_one_version_are_two_toolchains()
    {
        foreach (var build in (string[])["one", "other"])
        {
            Directory.CreateDirectory(Folder.File(build));
            File.Copy(await Workshop.FakeCompilerAsync(), Folder.File($"{build}/fake-linux-gnu-gcc"));
        }

        var registry = Registry(Folder.File("one"), Folder.File("other"));
        await registry.StartAsync(Cancel);

        Assert.Equal(["one", "other"], registry.Current.Select(toolchain => Path.GetFileName(Path.GetDirectoryName(toolchain.Path))));
        var target = Assert.Single(new OfferedTargets(registry, helps: true).Current);
        Assert.Equal(["c", "c++"], target.Languages);
    }

    [Fact]
    public async Task A_part_that_was_replaced_makes_another_toolchain()
    {
        await InstallAsync("gcc");
        var part = Folder.Write("cc1", "one");
        File.WriteAllText(Path.Combine(Bin, "gcc.parts"), part);
        var registry = Registry(Bin);
        await registry.StartAsync(Cancel);
        var before = Assert.Single(registry.Current);

        File.WriteAllText(part, "another");
        Assert.False(before.StillHolds);
        Assert.Null(Find(registry));
        await registry.RefreshAsync(Cancel);

        Assert.NotNull(Find(registry));
        Assert.Equal(2, registry.Version);
        Assert.Equal(["cc1", "cc1plus", "as"], registry.Current[0].Parts.Select(one => one.Name));
    }

    [Fact]
    public async Task Wrappers_scripts_and_strangers_are_no_toolchains()
    {
        foreach (var wrapper in new[] { "mesh-hands", "ccache", "distcc", "icecc", "afl-gcc", "hfuzz-gcc" })
        {
            await InstallAsync(wrapper);
            Directory.CreateDirectory(Folder.File($"by-{wrapper}"));
            File.CreateSymbolicLink(Folder.File($"by-{wrapper}/gcc"), Path.Combine(Bin, wrapper));
        }

        File.WriteAllText(Path.Combine(Bin, "musl-gcc"), "#!/bin/sh\nexec gcc -v\n");
        File.Copy("/bin/false", Path.Combine(Bin, "clang"));
        File.Copy("/bin/true", Path.Combine(Bin, "gcc"));
        File.CreateSymbolicLink(Path.Combine(Bin, "g++"), "nowhere");
        Directory.CreateDirectory(Path.Combine(Bin, "cc"));
        File.WriteAllText(Path.Combine(Bin, "c++"), "not a program");

        var registry = Registry([Bin, .. Directory.GetDirectories(Folder.Path, "by-*")]);
        await registry.StartAsync(Cancel);

        Assert.Empty(registry.Current);
    }

    [Fact]
    public async Task A_compiler_that_is_installed_later_shows_up_and_one_that_is_removed_goes()
    {
        Directory.CreateDirectory(Bin);
        var registry = Registry(Bin);
        var changes = 0;
        registry.Changed += () => changes++;
        await registry.StartAsync(Cancel);
        Assert.Empty(registry.Current);

        await InstallAsync("gcc");
        await registry.RefreshAsync(Cancel);
        Assert.Single(registry.Current);
        Assert.Equal((2, 2), (changes, registry.Version));

        await registry.RefreshAsync(Cancel);
        Assert.Equal(2, registry.Version);

        File.Delete(Path.Combine(Bin, "gcc"));
        await registry.RefreshAsync(Cancel);
        Assert.Empty(registry.Current);
        Assert.Equal(3, registry.Version);
    }

    [Fact]
    public async Task A_toolchain_that_is_unpacked_while_the_node_runs_shows_up_when_it_is_complete()
    {
        var bin = Folder.File("home/x-tools/fake-linux-gnu/bin");
        var registry = new ToolchainRegistry(new ToolchainPlaces([], [], Folder.File("home"), Folder.File("root")), Folder.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = Long };
        await registry.StartAsync(Cancel);
        Assert.Empty(registry.Current);

        Directory.CreateDirectory(bin);
        File.WriteAllText(Path.Combine(bin, "fake-linux-gnu-gcc.unfinished"), "");
        File.Copy(await Workshop.FakeCompilerAsync(), Path.Combine(bin, "fake-linux-gnu-gcc"));
        var longAgo = DateTime.UtcNow.AddDays(-9);
        Directory.SetLastWriteTimeUtc(bin, longAgo); // as tar does
        await registry.RefreshAsync(Cancel);
        Assert.Empty(registry.Current);
        Assert.DoesNotContain("fake-linux-gnu-gcc", File.ReadAllText(Folder.File("toolchains.json")));

        File.Delete(Path.Combine(bin, "fake-linux-gnu-gcc.unfinished"));
        Directory.SetLastWriteTimeUtc(bin, longAgo);
        await registry.RefreshAsync(Cancel);

        var toolchain = Assert.Single(registry.Current);
        Assert.Equal((ToolchainOrigin.XTools, 2), (toolchain.Origin, toolchain.Languages.Count));
        Assert.Contains("fake-linux-gnu-gcc", File.ReadAllText(Folder.File("toolchains.json")));
    }

    [Fact]
    public async Task The_first_place_in_which_a_file_is_gives_its_origin()
    {
        await InstallAsync("gcc");
        Directory.CreateDirectory(Folder.File("opt/one/bin"));
        File.CreateSymbolicLink(Folder.File("opt/one/bin/gcc"), Path.Combine(Bin, "gcc"));
        var registry = new ToolchainRegistry(new ToolchainPlaces([Bin], [], null, Folder.Path), Folder.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = Long };
        await registry.StartAsync(Cancel);
        Assert.Equal(ToolchainOrigin.Path, Assert.Single(registry.Current).Origin);

        var other = new ToolchainRegistry(new ToolchainPlaces([], [], null, Folder.Path), Folder.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = Long };
        await other.StartAsync(Cancel);
        Assert.Equal((ToolchainOrigin.Opt, Path.Combine(Bin, "gcc")), (Assert.Single(other.Current).Origin, other.Current[0].Path));
    }

    [Fact]
    public async Task A_compiler_that_was_replaced_is_not_found_until_it_is_asked_again()
    {
        await InstallAsync("gcc");
        var registry = Registry(Bin);
        await registry.StartAsync(Cancel);
        Assert.NotNull(Find(registry));

        File.SetLastWriteTimeUtc(Path.Combine(Bin, "gcc"), DateTime.UtcNow.AddHours(-1));
        Assert.Null(Find(registry));

        await registry.RefreshAsync(Cancel);
        Assert.NotNull(Find(registry));
    }

    [Fact]
    public async Task A_second_start_asks_no_compiler()
    {
        await InstallAsync("gcc");
        await Registry(Bin).StartAsync(Cancel);
        var stamp = FileStamp.Of(Path.Combine(Bin, "gcc"))!;

        // What cannot answer any more, and looks the same: only a kept answer can list it.
        File.WriteAllBytes(Path.Combine(Bin, "gcc"), new byte[stamp.Size]);
        File.SetLastWriteTimeUtc(Path.Combine(Bin, "gcc"), new DateTime(stamp.MtimeTicks, DateTimeKind.Utc));
        var second = Registry(Bin);
        await second.StartAsync(Cancel);

        Assert.Equal("1.2.3", Assert.Single(second.Current).Identity.Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"Format":1}""")]
    [InlineData("""{"Format":1,"Findings":[{}]}""")]
    [InlineData("""{"Format":1,"Findings":[null]}""")]
    [InlineData("""{"Format":1,"Findings":[{"Path":"a","RealPath":"a","Words":"b","Languages":["Fortran"]}]}""")]
    [InlineData("""{"Format":99,"Findings":"other"}""")]
    public async Task A_spoilt_cache_is_made_anew(string text)
    {
        await InstallAsync("gcc");
        var cache = Folder.Write("toolchains.json", text);

        var registry = Registry(Bin);
        await registry.StartAsync(Cancel);

        Assert.Single(registry.Current);
        Assert.Contains("1.2.3", File.ReadAllText(cache));
        Assert.DoesNotContain(Directory.GetFiles(Folder.Path), file => file.StartsWith(cache + ".", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_vendor_in_a_triplet_does_not_matter_and_everything_else_does()
    {
        await InstallAsync("gcc");
        var registry = Registry(Bin);
        await registry.StartAsync(Cancel);

        Assert.NotNull(registry.Find("fake-pc-linux-gnu", CompilerFamily.Gcc, "1.2.3", SourceLanguage.C));
        Assert.Null(registry.Find("fake-linux-musl", CompilerFamily.Gcc, "1.2.3", SourceLanguage.C));
        Assert.Null(registry.Find("fake-linux-gnu", CompilerFamily.Clang, "1.2.3", SourceLanguage.C));
        Assert.Null(registry.Find("fake-linux-gnu", CompilerFamily.Gcc, "1.2", SourceLanguage.C));
        Assert.Null(registry.Find("../../etc", CompilerFamily.Gcc, "1.2.3", SourceLanguage.C));
    }

    [Fact]
    public async Task The_compilers_of_this_machine_are_found()
    {
        var registry = new ToolchainRegistry(ToolchainPlaces.OfThisMachine([]), Folder.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = Long };
        var clock = Stopwatch.StartNew();
        await registry.StartAsync(Cancel);
        TestContext.Current.TestOutputHelper?.WriteLine($"cold: {clock.Elapsed.TotalMilliseconds:0} ms for {registry.Current.Count}: {string.Join(", ", registry.Current)}");
        clock.Restart();
        await Registry([.. ToolchainPlaces.PathDirectories()]).StartAsync(Cancel);
        TestContext.Current.TestOutputHelper?.WriteLine($"warm: {clock.Elapsed.TotalMilliseconds:0} ms");
        clock.Restart();
        await registry.RefreshAsync(Cancel);
        TestContext.Current.TestOutputHelper?.WriteLine($"look around: {clock.Elapsed.TotalMilliseconds:0.00} ms");

        Assert.Equal(registry.Current.Count, registry.Current.Select(toolchain => (toolchain.Identity, toolchain.Installation)).Distinct().Count());
        Assert.All(registry.Current, toolchain => Assert.NotEmpty(toolchain.Languages));
    }
}
