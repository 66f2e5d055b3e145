using Mesh.Node;
using Mesh.Testing;

namespace Mesh.Tests.Commands;

public sealed class WrapCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Wrap_env_and_remove_are_one_round()
    {
        var links = _directory.File("links");
        var wrap = Run();
        Assert.Equal(ExitCode.Ok, await wrap.RunAsync("wrap", links));
        Assert.True(File.Exists(Path.Combine(links, "mesh-hands")));
        Assert.NotNull(File.ResolveLinkTarget(Path.Combine(links, "gcc"), returnFinalTarget: false));
        Assert.Contains($"export PATH='{links}'\":$PATH\"", wrap.Output);

        var again = Run();
        Assert.Equal(ExitCode.Ok, await again.RunAsync("wrap", links));
        Assert.Contains("is up to date", again.Output);

        var env = Run();
        Assert.Equal(ExitCode.Ok, await env.RunAsync("env", links, "--socket", "/tmp/m.sock"));
        Assert.Contains(links, env.Output);
        Assert.Contains("MESH_SOCKET='/tmp/m.sock'; export MESH_SOCKET", env.Output);

        var remove = Run();
        Assert.Equal(ExitCode.Ok, await remove.RunAsync("wrap", links, "--remove"));
        Assert.Equal($"removed {links}\n", remove.Output);
        Assert.False(Directory.Exists(links));
    }

    [Fact]
    public async Task A_directory_with_other_files_is_refused()
    {
        _directory.Write("links/gcc", "mine");
        var run = Run();

        Assert.Equal(ExitCode.WrapFailed, await run.RunAsync("wrap", _directory.File("links")));

        Assert.Contains("holds files that are not ours (gcc); give an empty directory", run.Error);
        Assert.Equal("mine", await File.ReadAllTextAsync(_directory.File("links/gcc"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_compiler_the_packages_are_named()
    {
        var run = Run();
        run.Environment["PATH"] = _directory.Path;

        Assert.Equal(ExitCode.WrapFailed, await run.RunAsync("wrap", _directory.File("links")));

        Assert.Contains("apt install gcc", run.Error);
    }

    [Fact]
    public async Task Env_without_a_wrapper_says_what_to_do()
    {
        var run = Run();

        Assert.Equal(ExitCode.WrapFailed, await run.RunAsync("env"));

        Assert.Equal($"mesh: there is no wrapper in {_directory.Path}/.local/share/mesh/bin; `mesh wrap` makes it\n", run.Error);
        Assert.Equal("", run.Output);
    }

    private CommandRun Run()
    {
        var run = new CommandRun();
        run.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        run.Environment["HOME"] = _directory.Path;
        return run;
    }
}
