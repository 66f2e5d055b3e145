namespace Mesh.Node.Sandbox;

/// <summary>What a job's compiler may see of this machine: programs, libraries, and its own installation. No home, no /etc but what starts programs.</summary>
internal static class CompilerView
{
    /// <summary>Where compilers, their libraries and what starts them live; no machine has all of these.</summary>
    public static IReadOnlyList<string> SystemPaths { get; } =
    [
        "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/nix/store", "/gnu/store",
        "/etc/alternatives", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime",
    ];

    /// <summary>What a gcc or clang keeps beside its bin directory.</summary>
    private static readonly string[] SignsOfAnInstallation = ["lib/gcc", "libexec/gcc", "lib64/gcc", "lib/clang", "lib64/clang"];

    /// <summary>Where a compiler outside the system (~/x-tools/TARGET/bin/TARGET-gcc) is installed; null for one within.</summary>
    public static string? InstallationOf(string compiler)
    {
        if (SystemPaths.Any(path => compiler.StartsWith(path + "/", StringComparison.Ordinal))) return null;
        var bin = Path.GetDirectoryName(compiler) ?? "/";
        var above = Path.GetDirectoryName(bin) ?? "/";

        // ~/bin/gcc must not open the home: only what looks like a compiler's own tree is shown as a whole.
        return SignsOfAnInstallation.Any(sign => Directory.Exists(Path.Combine(above, sign))) ? above : bin;
    }
}
