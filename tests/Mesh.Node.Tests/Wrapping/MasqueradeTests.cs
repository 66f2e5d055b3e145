using System.Diagnostics;
using System.Runtime.Versioning;
using Mesh.Node.Wrapping;
using Mesh.Testing;

namespace Mesh.Node.Tests.Wrapping;

/// <summary>With the real C source and the machine's own compiler.</summary>
[SupportedOSPlatform("linux")]
public sealed class MasqueradeTests : IDisposable
{
    private static readonly string Source = File.ReadAllText(Repository.File("src", "hands", "hands.c"));

    private readonly TempDirectory _directory = new();

    private string Bin => _directory.File("bin");

    private string Mask => _directory.File("share/mesh/bin");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public MasqueradeTests()
    {
        Directory.CreateDirectory(Bin);
        foreach (var name in new[] { "gcc", "gcc-12", "arm-linux-gnueabihf-g++", "gcc-ar", "clang-format" }) AddProgram(name);
        File.WriteAllText(Path.Combine(Bin, "c++"), "not executable");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Wrapping_links_every_compiler_and_can_be_repeated()
    {
        var first = await WrapAsync();
        string[] names = ["arm-linux-gnueabihf-g++", "gcc", "gcc-12"];
        Assert.Equal(names, first.Names);
        Assert.Equal(names, first.Added);
        Assert.IsType<HandsBuild.Built>(first.Build);
        Assert.All(names, name => Assert.Equal("mesh-hands", LinuxFile.LinkTarget(Path.Combine(Mask, name))));
        Assert.Equal(["arm-linux-gnueabihf-g++", "gcc", "gcc-12", "mesh-hands"], Entries());

        // The wrapper itself on PATH is no compiler, and an up-to-date one is not built again.
        var again = await WrapAsync($"{Mask}:{Bin}:/usr/bin-that-is-not");
        Assert.Equal(names, again.Names);
        Assert.Empty(again.Added);
        Assert.IsType<HandsBuild.UpToDate>(again.Build);
        Assert.Equal("gcc here\n", await OutputAsync(Path.Combine(Mask, "gcc")));
    }

    [Fact]
    public async Task A_compiler_that_is_gone_loses_its_link()
    {
        await WrapAsync();
        File.Delete(Path.Combine(Bin, "gcc-12"));
        AddProgram("clang");
        var result = await WrapAsync();
        Assert.Equal(["gcc-12"], result.Dropped);
        Assert.Equal(["clang"], result.Added);
        Assert.Equal(["arm-linux-gnueabihf-g++", "clang", "gcc", "mesh-hands"], Entries());
    }

    [Fact]
    public async Task A_directory_with_foreign_files_is_refused_and_untouched()
    {
        Directory.CreateDirectory(Mask);
        await File.WriteAllTextAsync(Path.Combine(Mask, "notes.txt"), "mine", Cancel);
        File.CreateSymbolicLink(Path.Combine(Mask, "gcc"), "/usr/bin/ccache");
        var result = await new Masquerade(Mask).WrapAsync(Builder(), new SearchPath(Bin), Cancel);
        Assert.Equal(["gcc", "notes.txt"], Assert.IsType<WrapResult.Foreign>(result).Files);
        Assert.Equal(["gcc", "notes.txt"], Entries());
    }

    [Fact]
    public async Task Removing_takes_only_what_wrapping_made()
    {
        await WrapAsync();
        await File.WriteAllTextAsync(Path.Combine(Mask, "notes.txt"), "mine", Cancel);
        var result = new Masquerade(Mask).Remove();
        Assert.Equal(["arm-linux-gnueabihf-g++", "gcc", "gcc-12", "mesh-hands"], result.Removed);
        Assert.Equal(["notes.txt"], result.Kept);
        Assert.Equal(["notes.txt"], Entries());
        File.Delete(Path.Combine(Mask, "notes.txt"));
        Assert.Null(new Masquerade(Mask).Remove().Problem);
        Assert.False(Directory.Exists(Mask));
        Assert.Empty(new Masquerade(Mask).Remove().Removed);
    }

    [Fact]
    public async Task Another_source_is_built_over_the_old_one_even_while_it_runs()
    {
        await WrapAsync();
        var wrapper = Path.Combine(Mask, "mesh-hands");
        using var running = Process.Start(new ProcessStartInfo(wrapper, ["/bin/sleep", "30"]) { Environment = { ["MESH_LOCAL"] = "1" } })!;
        var build = await new HandsBuilder(Source + "\n/* newer */\n", SearchPath.Current).EnsureAsync(wrapper, Cancel);
        running.Kill();
        Assert.IsType<HandsBuild.Built>(build);
        Assert.IsType<HandsBuild.UpToDate>(await new HandsBuilder(Source + "\n/* newer */\n", SearchPath.Current).EnsureAsync(wrapper, Cancel));
        Assert.Equal(["arm-linux-gnueabihf-g++", "gcc", "gcc-12", "mesh-hands"], Entries());
    }

    [Fact]
    public async Task No_compiler_says_what_to_install()
    {
        var result = await new Masquerade(Mask).WrapAsync(new HandsBuilder(Source, new SearchPath("/nonexistent")), new SearchPath(Bin), Cancel);
        Assert.Contains("apt install gcc libc6-dev", Assert.IsType<WrapResult.Failed>(result).Why);
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task A_source_that_does_not_compile_shows_the_compilers_words()
    {
        var build = await new HandsBuilder("int main(void) { return nonsense; }", SearchPath.Current).EnsureAsync(_directory.File("mesh-hands"), Cancel);
        Assert.Contains("nonsense", Assert.IsType<HandsBuild.Failed>(build).Why);
        Assert.Equal(["bin"], Directory.GetFileSystemEntries(_directory.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_compiler_without_static_libraries_still_builds()
    {
        AddProgram("cc", "case \" $* \" in *' -static '*) exit 1;; esac; exec /usr/bin/cc \"$@\"");
        var build = await new HandsBuilder(Source, new SearchPath(Bin)).EnsureAsync(_directory.File("mesh-hands"), Cancel);
        Assert.False(build is HandsBuild.Built built ? built.IsStatic : throw new InvalidOperationException(build.ToString()));
    }

    [Theory]
    [InlineData("/data", "/home/u", "/data/mesh/bin")]
    [InlineData("", "/home/u", "/home/u/.local/share/mesh/bin")]
    [InlineData(null, "/home/u", "/home/u/.local/share/mesh/bin")]
    public void The_default_directory_follows_xdg(string? data, string home, string expected) =>
        Assert.Equal(expected, Masquerade.DefaultDirectory(name => name == "HOME" ? home : data));

    [Theory]
    [InlineData("/home/u/mesh")]
    [InlineData("/home/it's \"my\" $HOME `x` *")]
    public async Task The_script_puts_the_directory_first_on_path_once(string directory)
    {
        var script = MasqueradeScript.Env(directory, "/run/it's.sock");
        Assert.Equal($"{directory}:/usr/bin:/bin\n/run/it's.sock\n", await ShellAsync(script, "/usr/bin:/bin"));
        Assert.Equal($"/usr/bin:{directory}\n/run/it's.sock\n", await ShellAsync(script, $"/usr/bin:{directory}"));
        Assert.Equal($"{directory}\n/run/it's.sock\n", await ShellAsync(script, ""));
    }

    [Fact]
    public void The_script_leaves_the_socket_alone_where_none_is_named() => Assert.DoesNotContain("MESH_SOCKET", MasqueradeScript.Env("/m"));

    [Theory]
    [InlineData("unset CCACHE_COMPILERCHECK", "%compiler% -v")]
    [InlineData("CCACHE_COMPILERCHECK=content", "content")]
    [InlineData("CCACHE_COMPILERCHECK=", "")]
    public async Task The_script_has_ccache_ask_which_compiler_it_calls(string before, string expected) => Assert.Equal(
        expected, await OutputAsync("/bin/sh", ["-c", $"{before}; eval \"$S\"; sh -c 'printf %s \"$CCACHE_COMPILERCHECK\"'"], ("S", MasqueradeScript.Env("/m"))));

    // Evaluated twice, as a profile and a shell in it would.
    private static Task<string> ShellAsync(string script, string path) =>
        OutputAsync("/bin/sh", ["-c", "eval \"$S\"; eval \"$S\"; printf '%s\\n%s\\n' \"$PATH\" \"$MESH_SOCKET\""], ("PATH", path), ("S", script));

    private static HandsBuilder Builder() => new(Source, SearchPath.Current);

    private async Task<WrapResult.Wrapped> WrapAsync(string? path = null)
    {
        var result = await new Masquerade(Mask).WrapAsync(Builder(), new SearchPath(path ?? Bin), Cancel);
        return Assert.IsType<WrapResult.Wrapped>(result);
    }

    private IEnumerable<string?> Entries() =>
        Directory.Exists(Mask) ? Directory.GetFileSystemEntries(Mask).Select(Path.GetFileName).Order(StringComparer.Ordinal) : [];

    private void AddProgram(string name, string? body = null)
    {
        var file = Path.Combine(Bin, name);
        File.WriteAllText(file, $"#!/bin/sh\n{body ?? $"echo {name} here"}\n");
        File.SetUnixFileMode(file, (UnixFileMode)0x1ED);
    }

    private Task<string> OutputAsync(string program) => OutputAsync(program, [], ("PATH", $"{Mask}:{Bin}:/usr/bin"), ("MESH_SOCKET", "/nonexistent"));

    private static async Task<string> OutputAsync(string program, string[] arguments, params (string Name, string Value)[] variables)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        info.Environment.Clear();
        foreach (var (name, value) in variables) info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return output;
    }
}
