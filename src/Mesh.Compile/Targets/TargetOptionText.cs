namespace Mesh.Compile.Targets;

/// <summary>Reads what <c>gcc -Q --help=target</c> prints: a line per target option with its state, then lists of known values, which are not read.</summary>
internal static class TargetOptionText
{
    public const string Enabled = "[enabled]";

    /// <summary>The lines that are read, as short as they can be and still be read again: what travels.</summary>
    public static string Write(IReadOnlyDictionary<string, string> options) => string.Concat(options.Select(option => $"  {option.Key} {option.Value}\n"));

    // "  -march=                     \t\tarmv7-a+fp", "  -mthumb      \t\t[enabled]", "  -mmcu=[A-Z...]", "  -mbranch-cost=<0,5>         \t\t3"
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            // Of the options for every target those that bear on code begin with -f.
            if (!line.StartsWith("  -m", StringComparison.Ordinal) && !line.StartsWith("  -f", StringComparison.Ordinal) && !line.StartsWith("  -E", StringComparison.Ordinal))
            {
                continue;
            }

            var words = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            var state = string.Join(" ", words[1..]);
            options[Name(words[0], state)] = state;
        }

        return options;
    }

    // "-march=ISA", "-mbranch-cost=<0,5>" say after the sign what can stand there; "-mabi=elfv2  [enabled]" is an option of that name.
    private static string Name(string word, string state)
    {
        var sign = word.IndexOf('=');
        return sign < 0 || state is Enabled or "[disabled]" ? word : word[..(sign + 1)];
    }
}
