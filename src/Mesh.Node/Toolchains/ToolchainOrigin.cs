namespace Mesh.Node.Toolchains;

/// <summary>Which kind of place a toolchain was found in.</summary>
internal enum ToolchainOrigin
{
    Path,

    /// <summary>crosstool-ng's <c>~/x-tools</c>.</summary>
    XTools,

    /// <summary>A <c>gcc-bin</c> directory of Gentoo, native or crossdev's.</summary>
    Crossdev,

    Opt,

    /// <summary>Named by <c>toolchainDirectories</c>.</summary>
    Configured,
}

/// <summary>A directory to look into. Of two that hold the same file, the first in order gives the origin.</summary>
internal sealed record ToolchainDirectory(string Path, ToolchainOrigin Origin);

internal static class ToolchainOrigins
{
    /// <summary>As people and <c>--json</c> read it.</summary>
    public static string Word(this ToolchainOrigin origin) => origin switch
    {
        ToolchainOrigin.Path => "PATH",
        ToolchainOrigin.XTools => "x-tools",
        ToolchainOrigin.Crossdev => "crossdev",
        ToolchainOrigin.Opt => "/opt",
        ToolchainOrigin.Configured => "configured",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "no such origin"),
    };
}
