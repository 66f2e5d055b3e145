using System.Text;

namespace Mesh.Compile.Targets;

/// <summary>Takes the lines apart that drivers print for <c>-###</c>: <c> /usr/lib/gcc/x86_64-linux-gnu/12/cc1 -quiet "-march=znver3" -mmmx</c>.</summary>
internal static class DriverWords
{
    /// <summary>The words of the first line with this mark; none when there is no such line.</summary>
    public static IReadOnlyList<string> OfFirst(string trace, string mark) =>
        Split(trace.Split('\n').FirstOrDefault(line => line.Contains(mark, StringComparison.Ordinal)) ?? "");

    // Both drivers put a backslash before a quote, a backslash and a dollar sign, and only gcc leaves words without quotes.
    private static List<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool quoted = false;
        foreach (var (c, escaped) in Unescape(line))
        {
            if (c == '"' && !escaped)
            {
                quoted = !quoted;
            }
            else if (c == ' ' && !quoted)
            {
                End(words, word);
            }
            else
            {
                word.Append(c);
            }
        }

        End(words, word);
        return words;
    }

    private static IEnumerable<(char Character, bool IsEscaped)> Unescape(string line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            bool escaped = line[i] == '\\' && i + 1 < line.Length;
            yield return (line[escaped ? ++i : i], escaped);
        }
    }

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length > 0)
        {
            words.Add(word.ToString());
            word.Clear();
        }
    }
}
