using System.Diagnostics;
using System.Net.Sockets;
using Mesh.Compile.Arguments;
using Mesh.Node.Tests.Helper;
using Mesh.Node.Toolchains;
using Mesh.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Tests.Toolchains;

public sealed class ToolchainRegistryTests : IDisposable
{
    /// <summary>Enough for every compiler of a busy machine.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private readonly TempDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Bin => _directory.File("bin");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task One_installation_under_many_names_is_one_toolchain()
    {
        await InstallAsync("x-y-gcc-1");
        foreach (var name in new[] { "gcc", "cc", "x-y-gcc", "gcc-1" }) File.CreateSymbolicLink(Path.Combine(Bin, name), "x-y-gcc-1");
        File.CreateSymbolicLink(_directory.File("elsewhere"), Bin);
        var registry = Registry(Bin, _directory.File("elsewhere"), _directory.File("not-there"));

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
            Directory.CreateDirectory(_directory.File(build));
            File.Copy(await Workshop.FakeCompilerAsync(), _directory.File($"{build}/fake-linux-gnu-gcc"));
        }

        var registry = Registry(_directory.File("one"), _directory.File("other"));
        await registry.StartAsync(Cancel);

        Assert.Equal(["one", "other"], registry.Current.Select(toolchain => Path.GetFileName(Path.GetDirectoryName(toolchain.Path))));
        var target = Assert.Single(new OfferedTargets(registry, helps: true).Current);
        Assert.Equal(["c", "c++"], target.Languages);
    }

    [Fact]
    public async Task A_part_that_was_replaced_makes_another_toolchain()
    {
        await InstallAsync("gcc");
        var part = _directory.Write("cc1", "one");
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
            Directory.CreateDirectory(_directory.File($"by-{wrapper}"));
            File.CreateSymbolicLink(_directory.File($"by-{wrapper}/gcc"), Path.Combine(Bin, wrapper));
        }

        File.WriteAllText(Path.Combine(Bin, "musl-gcc"), "#!/bin/sh\nexec gcc -v\n");
        File.Copy("/bin/false", Path.Combine(Bin, "clang"));
        File.Copy("/bin/true", Path.Combine(Bin, "gcc"));
        File.CreateSymbolicLink(Path.Combine(Bin, "g++"), "nowhere");
        Directory.CreateDirectory(Path.Combine(Bin, "cc"));
        File.WriteAllText(Path.Combine(Bin, "c++"), "not a program");

        var registry = Registry([Bin, .. Directory.GetDirectories(_directory.Path, "by-*")]);
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
        var bin = _directory.File("home/x-tools/fake-linux-gnu/bin");
        var registry = new ToolchainRegistry(new ToolchainPlaces([], [], _directory.File("home"), _directory.File("root")), _directory.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = Long };
        await registry.StartAsync(Cancel);
        Assert.Empty(registry.Current);

        Directory.CreateDirectory(bin);
        File.WriteAllText(Path.Combine(bin, "fake-linux-gnu-gcc.unfinished"), "");
        File.Copy(await Workshop.FakeCompilerAsync(), Path.Combine(bin, "fake-linux-gnu-gcc"));
        var longAgo = DateTime.UtcNow.AddDays(-9);
        Directory.SetLastWriteTimeUtc(bin, longAgo); // as tar does
        await registry.RefreshAsync(Cancel);
        Assert.Empty(registry.Current);
        Assert.DoesNotContain("fake-linux-gnu-gcc", File.ReadAllText(_directory.File("toolchains.json")));

        File.Delete(Path.Combine(bin, "fake-linux-gnu-gcc.unfinished"));
        Directory.SetLastWriteTimeUtc(bin, longAgo);
        await registry.RefreshAsync(Cancel);

        var toolchain = Assert.Single(registry.Current);
        Assert.Equal((ToolchainOrigin.XTools, 2), (toolchain.Origin, toolchain.Languages.Count));
        Assert.Contains("fake-linux-gnu-gcc", File.ReadAllText(_directory.File("toolchains.json")));
    }

    [Fact]
    public async Task A_compiler_that_failed_is_asked_again_while_the_node_runs()
    {
        await InstallAsync("gcc");
        File.WriteAllText(Broken("gcc"), "");
        LetRest(Bin);
        var registry = Registry(Bin);
        await registry.StartAsync(Cancel);
        Assert.Empty(registry.Current);

        File.Delete(Broken("gcc"));
        LetRest(Bin); // so that only the failure is reason to ask
        await registry.RefreshAsync(Cancel);

        Assert.Single(registry.Current);
    }

    [Fact]
    public async Task A_compiler_that_failed_is_asked_again_after_a_restart()
    {
        await InstallAsync("gcc");
        File.WriteAllText(Broken("gcc"), "");
        await Registry(Bin).StartAsync(Cancel);

        File.Delete(Broken("gcc"));
        var second = Registry(Bin);
        await second.StartAsync(Cancel);

        Assert.Single(second.Current);
    }

    [Fact]
    public async Task A_new_library_is_reason_to_ask_a_compiler_that_failed_at_once()
    {
        await InstallAsync("gcc");
        File.WriteAllText(Broken("gcc"), "");
        LetRest(Bin);
        var registry = new ToolchainRegistry(new ToolchainPlaces([Bin], [], null, _directory.Path), _directory.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = Long };
        await registry.StartAsync(Cancel);
        await registry.RefreshAsync(Cancel); // the next time that it is asked of itself is the third look

        File.Delete(Broken("gcc"));
        LetRest(Bin);
        _directory.Write("etc/ld.so.cache", "");
        await registry.RefreshAsync(Cancel);

        Assert.Single(registry.Current);
    }

    [Fact]
    public async Task A_driver_without_a_compiler_is_asked_again_after_a_restart()
    {
        await InstallAsync("gcc");
        File.WriteAllText(Path.Combine(Bin, "gcc.unfinished"), "");
        await Registry(Bin).StartAsync(Cancel);

        Assert.DoesNotContain("1.2.3", File.ReadAllText(_directory.File("toolchains.json")));
    }

    [Fact]
    public async Task What_is_no_compiler_is_asked_once()
    {
        Directory.CreateDirectory(Bin);
        File.Copy("/bin/true", Path.Combine(Bin, "gcc"));
        await Registry(Bin).StartAsync(Cancel);

        Assert.Contains("gcc", File.ReadAllText(_directory.File("toolchains.json")));
    }

    [Fact]
    public async Task Permission_to_run_a_compiler_shows()
    {
        await InstallAsync("gcc");
        await ExternalProgram.RunAsync("chmod", ["a-x", Path.Combine(Bin, "gcc")], Cancel);
        LetRest(Bin);
        var registry = Registry(Bin);
        await registry.StartAsync(Cancel);
        Assert.Empty(registry.Current);

        await ExternalProgram.RunAsync("chmod", ["a+x", Path.Combine(Bin, "gcc")], Cancel);
        await registry.RefreshAsync(Cancel);

        Assert.Single(registry.Current);
    }

    [Fact]
    public async Task A_compiler_that_hangs_holds_up_no_other_and_ends_with_the_node()
    {
        await InstallAsync("gcc");
        await InstallAsync("x-stuck-gcc");
        File.WriteAllText(Broken("x-stuck-gcc"), "hang");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var registry = Registry(TimeSpan.FromMilliseconds(50), Bin);
        await registry.StartAsync(Cancel);
        var running = registry.RunAsync(stop.Token);

        await Eventually.HoldsAsync(() => Workshop.RunningOf(Path.Combine(Bin, "x-stuck-gcc")) == 1, Cancel);
        await Eventually.HoldsAsync(() => registry.Current.Count == 1, Cancel);
        await InstallAsync("x-other-gcc");
        await Eventually.HoldsAsync(() => registry.Current.Count == 2, Cancel);
        Assert.Equal(1, Workshop.RunningOf(Path.Combine(Bin, "x-stuck-gcc")));

        stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await registry.DisposeAsync();
        await Eventually.HoldsAsync(() => Workshop.RunningOf(Path.Combine(Bin, "x-stuck-gcc")) == 0, Cancel);
    }

    [Fact]
    public async Task What_is_no_file_is_not_opened()
    {
        await InstallAsync("gcc");
        await ExternalProgram.RunAsync("mkfifo", [Path.Combine(Bin, "arm-linux-gnueabihf-gcc")], Cancel);
        File.CreateSymbolicLink(Path.Combine(Bin, "cc"), "/dev/zero");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(Bin, "clang")));
        var registry = Registry(Bin);

        await Task.Run(() => registry.StartAsync(Cancel), Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);

        Assert.Single(registry.Current);
    }

    [Fact]
    public async Task A_link_on_the_way_that_is_turned_leads_to_another_compiler()
    {
        foreach (var release in (string[])["r1", "r2"])
        {
            Directory.CreateDirectory(_directory.File(release));
            File.Copy(await Workshop.FakeCompilerAsync(), _directory.File($"{release}/gcc"));
        }

        Directory.CreateDirectory(Bin);
        File.CreateSymbolicLink(_directory.File("alternative"), _directory.File("r1/gcc"));
        File.CreateSymbolicLink(Path.Combine(Bin, "gcc"), _directory.File("alternative"));
        LetRest(Bin);
        var registry = Registry(Bin);
        await registry.StartAsync(Cancel);
        Assert.Equal(_directory.File("r1/gcc"), Assert.Single(registry.Current).Path);

        Turn(_directory.File("alternative"), _directory.File("r2/gcc"));
        await registry.RefreshAsync(Cancel);

        Assert.Equal(_directory.File("r2/gcc"), Assert.Single(registry.Current).Path);
    }

    [Fact]
    public async Task A_link_to_a_part_that_is_turned_makes_another_toolchain()
    {
        await InstallAsync("gcc");
        foreach (var release in (string[])["as-1", "as-2"]) _directory.Write(release, "");
        File.CreateSymbolicLink(_directory.File("as"), "as-1");
        File.WriteAllText(Path.Combine(Bin, "gcc.parts"), _directory.File("as"));
        LetRest(Bin);
        var registry = Registry(Bin);
        await registry.StartAsync(Cancel);
        Assert.NotNull(Find(registry));

        Turn(_directory.File("as"), "as-2");
        Assert.Null(Find(registry));
        await registry.RefreshAsync(Cancel);

        Assert.All(Find(registry)!.Parts, part => Assert.Equal(_directory.File("as-2"), part.Stamp.RealPath));
    }

    [Fact]
    public async Task The_first_place_in_which_a_file_is_gives_its_origin()
    {
        await InstallAsync("gcc");
        Directory.CreateDirectory(_directory.File("opt/one/bin"));
        File.CreateSymbolicLink(_directory.File("opt/one/bin/gcc"), Path.Combine(Bin, "gcc"));
        var registry = new ToolchainRegistry(new ToolchainPlaces([Bin], [], null, _directory.Path), _directory.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = Long };
        await registry.StartAsync(Cancel);
        Assert.Equal(ToolchainOrigin.Path, Assert.Single(registry.Current).Origin);

        var other = new ToolchainRegistry(new ToolchainPlaces([], [], null, _directory.Path), _directory.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = Long };
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
        var cache = _directory.Write("toolchains.json", text);

        var registry = Registry(Bin);
        await registry.StartAsync(Cancel);

        Assert.Single(registry.Current);
        Assert.Contains("1.2.3", File.ReadAllText(cache));
        Assert.DoesNotContain(Directory.GetFiles(_directory.Path), file => file.StartsWith(cache + ".", StringComparison.Ordinal));
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
        var registry = new ToolchainRegistry(ToolchainPlaces.OfThisMachine([]), _directory.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = Long };
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

    private static Toolchain? Find(ToolchainRegistry registry) => registry.Find("fake-linux-gnu", CompilerFamily.Gcc, "1.2.3", SourceLanguage.C);

    private ToolchainRegistry Registry(params string[] directories) => Registry(Long, directories);

    private ToolchainRegistry Registry(TimeSpan patience, params string[] directories) =>
        new(ToolchainPlaces.Only(directories), _directory.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = patience };

    private string Broken(string name) => Path.Combine(Bin, name + ".broken");

    /// <summary>Nothing has changed there for long, as its date says.</summary>
    private static void LetRest(string directory) => Directory.SetLastWriteTimeUtc(directory, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private static void Turn(string link, string target)
    {
        File.Delete(link);
        File.CreateSymbolicLink(link, target);
    }

    private async Task InstallAsync(string name)
    {
        Directory.CreateDirectory(Bin);
        File.Copy(await Workshop.FakeCompilerAsync(), Path.Combine(Bin, name));
    }
}
