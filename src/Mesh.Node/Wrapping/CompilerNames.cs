using System.Text.RegularExpressions;

namespace Mesh.Node.Wrapping;

/// <summary>Which file names are compilers' names: plain, versioned (<c>gcc-12</c>), and prefixed with a target (<c>arm-linux-gnueabihf-g++</c>).</summary>
internal static class CompilerNames
{
    // A target has two parts or more, so that afl-gcc, musl-gcc, c99-gcc and other wrappers stay what they are; the
    // bare-metal targets whose whole name is one word are listed. The version stands at the end: gcc-ar-12 and
    // clang-format are not compilers.
    private static readonly Regex Compiler = new(
        """
        ^
        ( [a-z0-9_.]+ (-[a-z0-9_.]+)+ -
        | (avr|msp430|m68k|nios2|pru|rx|h8300|v850|xtensa|tricore|or1k|arc|bpf|riscv32|riscv64) -
        )?
        ( cc | c\+\+ | gcc | g\+\+ | clang | clang\+\+ | c89 | c99 )
        ( - [0-9]+ (\.[0-9]+)* )?
        \z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    public static bool IsCompiler(string name) => Compiler.IsMatch(name);
}
