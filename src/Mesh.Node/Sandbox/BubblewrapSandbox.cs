using Mesh.Node.Processes;

namespace Mesh.Node.Sandbox;

/// <summary>
/// bubblewrap within the limits of <see cref="LauncherSandbox"/>: no network, only the system's programs and libraries to read, a private /tmp, no home,
/// and a pid namespace that ends with its first process, so that not even a child that left the process group survives.
/// </summary>
internal sealed class BubblewrapSandbox(string bubblewrap, LauncherSandbox limits) : ISandbox
{
    public string Name => "bubblewrap";

    public ChildCommand Confine(ChildCommand compiler, string directory) =>
        limits.Launch(compiler with { File = bubblewrap, Arguments = [.. View(compiler.File, directory), "--", compiler.File, .. compiler.Arguments] }, directory, readable: []);

    private static IEnumerable<string> View(string compiler, string directory) =>
    [
        "--unshare-all", "--die-with-parent",
        .. CompilerView.SystemPaths.SelectMany(path => new[] { "--ro-bind-try", path, path }),
        "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
        .. CompilerView.InstallationOf(compiler) is { } own ? ["--ro-bind", own, own] : Array.Empty<string>(),
        "--bind", directory, directory, "--chdir", directory,
    ];
}
