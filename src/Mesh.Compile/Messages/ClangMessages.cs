using System.Text.RegularExpressions;

namespace Mesh.Compile.Messages;

/// <summary>
/// Makes what clang says of a source out of what its preprocessor said of the files and what a helper's clang said of their text (with rewritten includes): the first alone
/// sees headers end and conditions decided, the second compiles. Null wherever the two do not tell in which order one clang would have said it.
/// </summary>
internal static class ClangMessages
{
    /// <summary>They print places by counting lines of the text itself.</summary>
    private static readonly string[] CountingOptions = ["-fdiagnostics-parseable-fixits", "-fdiagnostics-print-source-range-info", "-fdiagnostics-generate-patch"];

    /// <summary>
    /// Marks of a text's own making: its input, its directives, and warnings of these; places that are looked up in files; macros that were used in conditions and
    /// names of headers, which are decided before; and alignment that a header leaves behind, of which clang speaks where a file ends.
    /// </summary>
    private static readonly string[] Foreign =
    [
        "macro is not used", "'#pragma pack", "<stdin>", "<built-in>", "by -frewrite-includes", "__CLANG_REWRITTEN", "[-Wembedded-directive", "[-Wgnu-line-marker",
        "could not determine the original source location",
    ];

    // All of clang's formats of a place; a name with a colon in it is not understood.
    private static readonly Regex FirstLine = new(@"^(?<file>[^:]+?)(?::| \+|\()1(?:[:,][0-9]+)?\)? ?: (?:warning|note|remark): ", RegexOptions.CultureInvariant | RegexOptions.Multiline);
    private static readonly Regex Colour = new(@"\x1b\[[0-9;]*m", RegexOptions.CultureInvariant);
    private static readonly Regex Driver = new(@"^[^\s:]+: (?<text>(?:warning|note|remark): .*)$", RegexOptions.CultureInvariant);
    private static readonly Regex Count = new(@"^(?:\e\[0m)?\d+ warnings? generated\.$", RegexOptions.CultureInvariant);
    private static readonly Regex Marker = new("^ *# [0-9]+ \"", RegexOptions.CultureInvariant);
    private static readonly Regex Unused = new(@"^warning: (?:argument unused during compilation: '(?<option>.*)'|(?<option>.*): 'linker' input unused) \[-Wunused-command-line-argument\]$", RegexOptions.CultureInvariant);

    private const string WrongLanguage = "warning: treating 'c' input as 'c++' when in C++ mode, this behavior is deprecated [-Wdeprecated]";

    /// <param name="preprocessing">What the client's clang said, and exited with 0.</param>
    /// <param name="compiling">What the helper's said, and exited with 0.</param>
    /// <param name="remarked">The linker's options that the client's alone was given.</param>
    /// <param name="mayTurnWarningsOff">Whether the text has a <c>_Pragma</c> that the client's clang passed on unheeded.</param>
    public static string? Join(string preprocessing, string compiling, IReadOnlyList<string> compileOptions, IReadOnlyList<string> remarked, bool mayTurnWarningsOff = false)
    {
        if (!IsWhole(preprocessing) || !IsWhole(compiling) || compileOptions.Any(option => CountingOptions.Contains(option)))
        {
            return null;
        }

        var (here, there) = (Divide(preprocessing), Divide(compiling));
        if (IsForeign(there.Source) || !Texts(here.Driver).Where(text => !IsOfHere(text, remarked)).SequenceEqual(Texts(there.Driver)))
        {
            return null;
        }

        return JoinSource(here.Source, there.Source, mayTurnWarningsOff) is { } source ? string.Concat(here.Driver.Concat(source).Select(line => line + "\n")) : null;
    }

    /// <summary>The files whose first line is pointed at: a byte order mark there is shown, and counted in columns, but is not in the text.</summary>
    public static IEnumerable<string> FilesPointedAtFirst(string said) => FirstLine.Matches(Plain(said)).Cast<Match>().Select(match => match.Groups["file"].Value).Distinct();

    private static IReadOnlyList<string>? JoinSource(IReadOnlyList<string> here, IReadOnlyList<string> there, bool mayTurnWarningsOff) =>
        here.Count == 0 ? there
        : there.Count == 0 ? (mayTurnWarningsOff ? null : here)
        : MessageLines.AreAmong(here.Where(line => !Count.IsMatch(line)), there) ? there
        : null;

    private static bool IsWhole(string said) => said.Length == 0 || said[^1] == '\n';

    // A driver speaks before it starts a compiler.
    private static (IReadOnlyList<string> Driver, IReadOnlyList<string> Source) Divide(string said)
    {
        var lines = said.Length == 0 ? [] : said[..^1].Split('\n');
        int driver = lines.TakeWhile(IsOfDriver).Count();
        return (lines[..driver], lines[driver..]);
    }

    // Each driver calls itself by the name it was called.
    private static IEnumerable<string> Texts(IEnumerable<string> lines) => lines.Select(line => Driver.Match(Plain(line)).Groups["text"].Value);

    private static bool IsOfDriver(string line) => Driver.IsMatch(Plain(line));

    private static string Plain(string line) => Colour.Replace(line, "");

    // The helper's is told the language, and not to link.
    private static bool IsOfHere(string text, IReadOnlyList<string> remarked) => text == WrongLanguage || IsAboutLinking(text, remarked);

    // "-L dir" is remarked on as '-Ldir', and "-usym" as '-u sym'.
    private static bool IsAboutLinking(string text, IReadOnlyList<string> remarked) =>
        Unused.Match(text) is { Success: true } match && remarked.Any(option => WithoutBlanks(option) == WithoutBlanks(match.Groups["option"].Value));

    private static string WithoutBlanks(string option) => option.Replace(" ", "", StringComparison.Ordinal);

    private static bool IsForeign(IEnumerable<string> lines) =>
        lines.Any(line => Array.Exists(Foreign, mark => line.Contains(mark, StringComparison.Ordinal)) || Marker.IsMatch(line) || IsOfDriver(line));
}
