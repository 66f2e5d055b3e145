using System.Text.RegularExpressions;

namespace Mesh.Compile.Targets;

/// <summary>
/// Which file names are those of a C or C++ compiler driver: plain, versioned (<c>gcc-12</c>), and prefixed with a target (<c>arm-linux-gnueabihf-g++</c>);
/// and which are those of somebody who only stands before one.
/// </summary>
internal static class CompilerNames
{
    // A target has two parts or more, so that afl-gcc, musl-gcc, c99-gcc and other wrappers stay what they are; the targets whose whole name is one word
    // are listed. The version stands at the end: gcc-ar-12 and clang-format are not compilers.
    private static readonly Regex Compiler = new(
        """
        ^
        ( [a-z0-9_.]+ (-[a-z0-9_.]+)+ -
        | (avr|msp430|m68k|nios2|pru|rx|h8300|v850|xtensa|tricore|or1k|arc|bpf|riscv32|riscv64|arm|aarch64|mips|mipsel|powerpc|sparc|x86_64|i[3-6]86) -
        )?
        ( cc | gcc | clang | c89 | c99 | (?<cxx> c\+\+ | g\+\+ | clang\+\+ ) )
        ( - [0-9]+ (\.[0-9]+)* )?
        \z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>afl-gcc, hfuzz-clang++, c99-gcc: whoever adds a word that is no target adds options, or code.</summary>
    private static readonly Regex Altered = new("^[^-]+-(cc|gcc|clang|c\\+\\+|g\\+\\+|clang\\+\\+|clang-fast|clang-fast\\+\\+|clang-lto|clang-lto\\+\\+)(-[0-9.]+)?\\z", RegexOptions.CultureInvariant);

    /// <summary>Programs that are linked to compilers' names: this mesh's own hands and its kin. None is a compiler.</summary>
    private static readonly HashSet<string> Wrappers =
        ["mesh-hands", "mesh", "ccache", "distcc", "icecc", "icerun", "sccache", "nocc", "homcc", "buildcache", "colorgcc", "fastbuild", "firebuild", "gomacc", "afl-cc", "afl-c++"];

    /// <summary><c>gcc</c>, <c>g++-12</c>, <c>arm-linux-gnueabihf-gcc-12.2.0</c>, <c>clang-14</c>...</summary>
    public static bool IsCompiler(string fileName) => MayBe(fileName) && Compiler.IsMatch(fileName);

    /// <summary>The C driver compiles both languages by <c>-x</c>; the C++ driver is the second choice.</summary>
    public static bool IsCPlusPlus(string fileName) => MayBe(fileName) && Compiler.Match(fileName).Groups["cxx"].Success;

    /// <param name="fileName">Of the program itself, links followed.</param>
    public static bool IsWrapper(string fileName) => Wrappers.Contains(fileName) || (MayBe(fileName) && Altered.IsMatch(fileName) && !Compiler.IsMatch(fileName));

    // PATH holds thousands of names: nearly all are told by a letter.
    private static bool MayBe(string fileName) => fileName.Contains('c') || fileName.Contains('+');
}
