using Mesh.Compile.Arguments;

namespace Mesh.Compile.Targets;

/// <summary>The two questions whose answers are a compiler's <see cref="TargetFacts"/>. Neither reads a file or makes one.</summary>
internal static class FactQuestions
{
    /// <summary>What is printed on the standard output is the macros.</summary>
    /// <param name="options">What the compiler is told before it is asked.</param>
    public static IReadOnlyList<string> Macros(SourceLanguage language, IReadOnlyList<string> options) =>
        [.. options, "-nostdinc", "-x", Name(language), "-dM", "-E", "/dev/null"]; // else the C library's stdc-predef.h speaks too

    /// <summary>A gcc answers on the standard output, a clang on the standard error output.</summary>
    public static IReadOnlyList<string> Options(CompilerFamily family, SourceLanguage language, IReadOnlyList<string> options) => family == CompilerFamily.Gcc
        ? [.. options, "-Q", "--help=target", "--help=common"]
        : [.. options, "-###", "-x", Name(language), "-c", "/dev/null", "-o", "/dev/null"];

    /// <summary>Both, as a name for their answers: those of a program that asked otherwise are not for this one.</summary>
    public static IReadOnlyList<string> All(CompilerFamily family, SourceLanguage language, IReadOnlyList<string> options) =>
        [.. Macros(language, options), .. Options(family, language, options)];

    private static string Name(SourceLanguage language) => language == SourceLanguage.C ? "c" : "c++";
}
