namespace Mesh.Node.Toolchains;

/// <summary>Which file names are those of a C or C++ compiler driver, and which of somebody who only stands before one. Pure.</summary>
internal static class CompilerNames
{
    private static readonly HashSet<string> CDrivers = ["gcc", "clang", "cc"];

    private static readonly HashSet<string> CPlusPlusDrivers = ["g++", "clang++", "c++"];

    /// <summary>Programs that are linked to compilers' names: this mesh's own hands and its kin. None is a compiler.</summary>
    private static readonly HashSet<string> Wrappers =
        ["mesh-hands", "mesh", "ccache", "distcc", "icecc", "icerun", "sccache", "nocc", "homcc", "colorgcc", "fastbuild"];

    /// <summary><c>gcc</c>, <c>g++-12</c>, <c>arm-linux-gnueabihf-gcc-12.2.0</c>, <c>clang-14</c>...; not <c>c99-gcc</c>, which adds options.</summary>
    public static bool IsCompiler(string fileName) => Driver(fileName) is { } driver && (CDrivers.Contains(driver) || CPlusPlusDrivers.Contains(driver));

    /// <summary>The C driver compiles both languages by <c>-x</c>; the C++ driver is the second choice.</summary>
    public static bool IsCPlusPlus(string fileName) => Driver(fileName) is { } driver && CPlusPlusDrivers.Contains(driver);

    public static bool IsWrapper(string realFileName) => Wrappers.Contains(realFileName);

    /// <summary>The word that names the program: what is left without the target's prefix and the version's suffix.</summary>
    private static string? Driver(string fileName)
    {
        if (fileName is "c89-gcc" or "c99-gcc") return null;
        var dash = fileName.LastIndexOf('-');
        if (dash > 0 && IsVersion(fileName.AsSpan(dash + 1)))
        {
            fileName = fileName[..dash];
            dash = fileName.LastIndexOf('-');
        }

        return fileName[(dash + 1)..];
    }

    private static bool IsVersion(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (c is not ((>= '0' and <= '9') or '.')) return false;

        return !text.IsEmpty;
    }
}
