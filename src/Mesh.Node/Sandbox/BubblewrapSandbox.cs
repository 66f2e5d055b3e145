using Mesh.Node.Processes;

namespace Mesh.Node.Sandbox;

/// <summary>
/// bubblewrap within the limits of <see cref="LauncherSandbox"/>: no network, only the system's programs and libraries to read, a private /tmp, no home,
/// and a pid namespace that ends with its first process, so that not even a child that left the process group survives.
/// </summary>
internal sealed class BubblewrapSandbox(string bubblewrap, LauncherSandbox limits) : ISandbox
{
    /// <summary>
    /// Where compilers, their libraries and what starts them live. /etc only as far as the dynamic linker and Debian's links need it.
    /// </summary>
    private static readonly string[] SystemPaths =
        ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix/store", "/gnu/store", "/etc/alternatives", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d"];

    public string Name => "bubblewrap";

    public ChildCommand Confine(ChildCommand compiler, string directory) =>
        limits.Confine(compiler with { File = bubblewrap, Arguments = [.. View(compiler.File, directory), "--", compiler.File, .. compiler.Arguments] }, directory);

    private static IEnumerable<string> View(string compiler, string directory) =>
    [
        "--unshare-all", "--die-with-parent",
        .. SystemPaths.SelectMany(path => new[] { "--ro-bind-try", path, path }),
        "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
        .. Installation(compiler),
        "--bind", directory, directory, "--chdir", directory,
    ];

    /// <summary>A compiler outside the system (~/x-tools/TARGET/bin/TARGET-gcc) brings the tree above its bin directory with it.</summary>
    private static string[] Installation(string compiler)
    {
        if (SystemPaths.Any(path => compiler.StartsWith(path + "/", StringComparison.Ordinal))) return [];
        var bin = Path.GetDirectoryName(compiler) ?? "/";
        var root = Path.GetFileName(bin) == "bin" ? Path.GetDirectoryName(bin) ?? bin : bin;
        return ["--ro-bind", root, root];
    }
}
