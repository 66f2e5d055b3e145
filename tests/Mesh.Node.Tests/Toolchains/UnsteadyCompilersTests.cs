using System.Net.Sockets;
using System.Text.Json;
using Mesh.Node.Tests.Helper;
using Mesh.Node.Toolchains;
using Mesh.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Tests.Toolchains;

/// <summary>Compilers that fail, hang, come right or are exchanged behind their links.</summary>
public sealed class UnsteadyCompilersTests : RegistryTest
{
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
        var registry = new ToolchainRegistry(new ToolchainPlaces([Bin], [], null, Folder.Path), Folder.Path, NullLogger<ToolchainRegistry>.Instance) { Patience = Long };
        await registry.StartAsync(Cancel);
        await registry.RefreshAsync(Cancel); // the next time that it is asked of itself is the third look

        File.Delete(Broken("gcc"));
        LetRest(Bin);
        Folder.Write("etc/ld.so.cache", "");
        await registry.RefreshAsync(Cancel);

        Assert.Single(registry.Current);
    }

    [Fact]
    public async Task A_driver_without_a_compiler_is_asked_again_after_a_restart()
    {
        await InstallAsync("gcc");
        File.WriteAllText(Path.Combine(Bin, "gcc.unfinished"), "");
        await Registry(Bin).StartAsync(Cancel);

        File.Delete(Path.Combine(Bin, "gcc.unfinished"));
        var second = Registry(Bin);
        await second.StartAsync(Cancel);

        Assert.Single(second.Current);
    }

    [Fact]
    public async Task What_is_no_compiler_is_asked_once()
    {
        Directory.CreateDirectory(Bin);
        File.Copy("/bin/true", Path.Combine(Bin, "gcc"));
        await Registry(Bin).StartAsync(Cancel);

        var kept = JsonDocument.Parse(File.ReadAllText(Folder.File("toolchains.json"))).RootElement.GetProperty("Findings");
        Assert.Equal(Path.Combine(Bin, "gcc"), Assert.Single(kept.EnumerateArray()).GetProperty("Path").GetString());
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
            Directory.CreateDirectory(Folder.File(release));
            File.Copy(await Workshop.FakeCompilerAsync(), Folder.File($"{release}/gcc"));
        }

        Directory.CreateDirectory(Bin);
        File.CreateSymbolicLink(Folder.File("alternative"), Folder.File("r1/gcc"));
        File.CreateSymbolicLink(Path.Combine(Bin, "gcc"), Folder.File("alternative"));
        LetRest(Bin);
        var registry = Registry(Bin);
        await registry.StartAsync(Cancel);
        Assert.Equal(Folder.File("r1/gcc"), Assert.Single(registry.Current).Path);

        Turn(Folder.File("alternative"), Folder.File("r2/gcc"));
        await registry.RefreshAsync(Cancel);

        Assert.Equal(Folder.File("r2/gcc"), Assert.Single(registry.Current).Path);
    }

    [Fact]
    public async Task A_link_to_a_part_that_is_turned_makes_another_toolchain()
    {
        await InstallAsync("gcc");
        foreach (var release in (string[])["as-1", "as-2"]) Folder.Write(release, "");
        File.CreateSymbolicLink(Folder.File("as"), "as-1");
        File.WriteAllText(Path.Combine(Bin, "gcc.parts"), Folder.File("as"));
        LetRest(Bin);
        var registry = Registry(Bin);
        await registry.StartAsync(Cancel);
        Assert.NotNull(Find(registry));

        Turn(Folder.File("as"), "as-2");
        Assert.Null(Find(registry));
        await registry.RefreshAsync(Cancel);

        Assert.All(Find(registry)!.Parts, part => Assert.Equal(Folder.File("as-2"), part.Stamp.RealPath));
    }
}
