using System.Text.RegularExpressions;

namespace Mesh.Compile.Messages;

/// <summary>
/// Reads what gcc said of a preprocessed text. Given the files that its messages point at, a helper's gcc says the same as the one that reads the files itself; but
/// not where a message points into a format string or a macro's own lines, of which the text has lost the columns.
/// </summary>
internal static class MessageText
{
    private static readonly Regex Pointing = new(@"^(?<file>[^\s:][^:]*):\d+:\d+: (?:warning|note|  required (?:from|by))\b", RegexOptions.CultureInvariant);

    private static readonly Regex Placed = new(@"^(?<file>[^\s:][^:]*):\d+(?::\d+)?: ", RegexOptions.CultureInvariant);

    private static readonly Regex[] WithoutSource =
    [
        new(@"^ *\d* \|", RegexOptions.CultureInvariant),                                       // lines of the source, and what is drawn below them
        new(@"^[^\s:][^:]*: (?:In |At )", RegexOptions.CultureInvariant),                       // x.c: In function 'f':
        new(@"^(?:In file included| {16})  ?from [^:]+:\d+(?::\d+)?[:,]$", RegexOptions.CultureInvariant),
    ];

    /// <summary>Whether a terminal is told how to show it.</summary>
    public static bool IsDecorated(string said) => said.Contains('\u001b');

    /// <summary>The files that must be there for the messages to be complete; null when they cannot be had from a helper.</summary>
    /// <param name="said">gcc's standard error output, in English.</param>
    /// <param name="preprocessing">What the preprocessor had said of the same source: that is no matter of how the text is laid out.</param>
    public static IReadOnlyCollection<string>? Files(string said, string preprocessing = "")
    {
        said = MessageLines.WithoutColours(said);
        var known = MessageLines.Of(MessageLines.WithPlainQuotes(MessageLines.WithoutColours(preprocessing)));
        if (IsDecorated(said) || said.Contains("[-Wformat", StringComparison.Ordinal) || said.Contains("of macro ", StringComparison.Ordinal) || !said.EndsWith('\n'))
        {
            return null;
        }

        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in said[..^1].Split('\n'))
        {
            bool isKnown = known.Contains(MessageLines.WithPlainQuotes(line));
            if ((isKnown ? Placed : Pointing).Match(line) is { Success: true } match)
            {
                files.Add(match.Groups["file"].Value);
            }
            else if (!isKnown && !Array.Exists(WithoutSource, form => form.IsMatch(line)))
            {
                return null;
            }
        }

        return files.All(MarkerRenamer.CanRename) ? files : null;
    }
}
