using System.Text.RegularExpressions;
using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;

namespace Mesh.Compile.Messages;

/// <summary>
/// Holds what gcc's preprocessor said here against what a helper's compiler said of the text. The first knows options, directives and conditions as the whole compiler does, and says
/// the same of them; where the second has a word of its own, only it can tell where between them that belongs.
/// </summary>
internal static class GccMessages
{
    /// <summary>Words that only the compiler here knows to be right: of a precompiled header, and of a source that its driver does not take for one.</summary>
    private static readonly string[] Uncertain = ["-Winvalid-pch", "linker input file unused"];

    // cc1plus: warning: command-line option '-Wstrict-prototypes' is valid for C/ObjC but not for C++
    private static readonly Regex OfOptions = new(@"^[^\s:]+: (?<text>(?:warning|note): .*)$", RegexOptions.CultureInvariant);

    /// <summary>Who may speak of no line: the compiler proper, as every other of its version is called, of options and of the macros that they define.</summary>
    private static readonly string[] Compilers = ["cc1", "cc1plus", "<command-line>", "<built-in>"];

    /// <summary>Whether none of it is a driver's or an assembler's word, which another machine's would say with a name of its own.</summary>
    public static bool IsOfCompiler(string said) => MessageLines.Of(MessageLines.WithoutColours(said)).All(line => !line.Contains("ssembler messages", StringComparison.Ordinal)
        && (OfOptions.Match(line) is not { Success: true } match || Array.IndexOf(Compilers, line[..(match.Groups["text"].Index - 2)]) >= 0));

    /// <summary>Whether the whole compiler would say this as well.</summary>
    /// <param name="here">The preprocessor's words, in English, with which it succeeded.</param>
    /// <param name="language">A C compiler reads and parses at once, and so says in which function a directive stands; a C++ compiler has read everything before it parses.</param>
    /// <param name="hasDiagnosticPragma">Whether the source may turn warnings on and off: gcc before 13 does not heed that while it preprocesses.</param>
    public static bool IsCertain(string here, SourceLanguage language, bool hasDiagnosticPragma) =>
        here.Length == 0
        || (here[^1] == '\n' && !Array.Exists(Uncertain, word => here.Contains(word, StringComparison.Ordinal)) && ((language == SourceLanguage.Cxx && !hasDiagnosticPragma) || MessageLines.Of(here).All(IsOfOptions)));

    /// <summary>Whether the preprocessor may have said this of a pragma that it has lost: such text ends the next directive too late.</summary>
    public static bool IsOfLostPragma(string here) => here.Contains("extra tokens at end of", StringComparison.Ordinal);

    /// <summary>Whether the preprocessor failed of what it does not do with directives only: it takes an apostrophe in a group that is skipped for a literal, and does not count in a condition.</summary>
    public static bool IsOfDirectivesOnly(PreprocessMode mode, string here) =>
        mode == PreprocessMode.DirectivesOnly
        && (here.Contains("unterminated literal", StringComparison.Ordinal) || here.Contains("with -fdirectives-only", StringComparison.Ordinal));

    /// <summary>Whether the preprocessor's words are all: the compiler had none, or remarked on the same options, before it read anything.</summary>
    public static bool IsAll(string here, string there) =>
        MessageLines.Of(there).All(IsOfOptions) && MessageLines.AreAmong(MessageLines.Of(there).Select(Text), [.. MessageLines.Of(here).Select(Text)]);

    /// <summary>Whether the compiler, which had no files to show lines of, has said all of it again but for those.</summary>
    public static bool MayBeRepeated(string here, string there) =>
        MessageLines.AreAmong(MessageLines.Of(MessageLines.WithPlainQuotes(here)).Where(line => line[0] != ' '), MessageLines.Of(there));

    /// <summary>Whether the compiler has said all of the preprocessor's words again, each at its place.</summary>
    public static bool IsRepeated(string here, string there) => MessageLines.AreAmong(MessageLines.Of(here), MessageLines.Of(there));

    // A driver calls itself as it was called, and a helper's speaks ASCII.
    private static string Text(string line) => MessageLines.WithPlainQuotes(OfOptions.Match(line).Groups["text"].Value);

    private static bool IsOfOptions(string line) => OfOptions.IsMatch(line);
}
