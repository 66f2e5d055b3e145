namespace Mesh.Compile.Arguments;

/// <summary>One entry of what <c>gcc --help=</c> lists: <c>  -fname=[one|two] What it does,</c> going on in lines that begin with more blanks.</summary>
/// <param name="Name">Up to and with the <c>=</c>, where there is one.</param>
/// <param name="Value">How the value is described behind it.</param>
/// <param name="Text">All of it.</param>
internal sealed record HelpEntry(string Name, string Value, string Text)
{
    public static IEnumerable<HelpEntry> All(IReadOnlyList<string> lines)
    {
        for (int at = 0; at < lines.Count;)
        {
            int end = at + 1;
            while (end < lines.Count && lines[end].StartsWith("   ", StringComparison.Ordinal))
            {
                end++;
            }

            if (lines[at].StartsWith("  -", StringComparison.Ordinal))
            {
                yield return Of(string.Join(" ", lines.Skip(at).Take(end - at)));
            }

            at = end;
        }
    }

    private static HelpEntry Of(string text)
    {
        var word = text.TrimStart().Split(' ', '\t')[0];
        int end = word.IndexOfAny(['=', '<', '[']);
        end = end < 0 ? word.Length : word[end] == '=' ? end + 1 : end;
        return new HelpEntry(word[..end], word[end..], text);
    }
}
