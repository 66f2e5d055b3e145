namespace Mesh.Compile.Arguments;

/// <summary>The long names that gcc's and clang's drivers have for short options, and turn into these before anything else: <c>--include-directory=inc</c> is <c>-I inc</c>.</summary>
internal static class LongSpellings
{
    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["--compile"] = "-c",
        ["--assemble"] = "-S",
        ["--write-dependencies"] = "-MD",
        ["--write-user-dependencies"] = "-MMD",
        ["--no-line-commands"] = "-P",
        ["--optimize"] = "-O",
        ["--debug"] = "-g",
        ["--all-warnings"] = "-Wall",
        ["--extra-warnings"] = "-Wextra",
        ["--no-warnings"] = "-w",
        ["--pedantic"] = "-pedantic",
        ["--pedantic-errors"] = "-pedantic-errors",
        ["--ansi"] = "-ansi",
        ["--trigraphs"] = "-trigraphs",
        ["--pipe"] = "-pipe",
    };

    private static readonly Dictionary<string, string> WithValue = new(StringComparer.Ordinal)
    {
        ["--output"] = "-o",
        ["--language"] = "-x",
        ["--include-directory"] = "-I",
        ["--include-directory-after"] = "-idirafter",
        ["--include"] = "-include",
        ["--imacros"] = "-imacros",
        ["--define-macro"] = "-D",
        ["--undefine-macro"] = "-U",
        ["--std"] = "-std=",
    };

    /// <summary>Those whose value, in the same word, stays joined to the short name.</summary>
    private static readonly Dictionary<string, string> Beginnings = new(StringComparer.Ordinal)
    {
        ["--optimize="] = "-O",
        ["--debug="] = "-g",
        ["--warn-"] = "-W",
    };

    /// <summary>The same command in short names; the line itself where there is no long one.</summary>
    /// <param name="table">Knows which words are values of others.</param>
    public static IReadOnlyList<string> Shorten(IReadOnlyList<string> line, OptionTable table)
    {
        if (!line.Skip(1).Any(word => word.StartsWith("--", StringComparison.Ordinal)))
        {
            return line;
        }

        var words = new List<string>(line.Count + 4) { line[0] };
        for (int at = 1; at < line.Count;)
        {
            at += Take(line, at, table, words);
        }

        return words;
    }

    // How many words it has taken.
    private static int Take(IReadOnlyList<string> line, int at, OptionTable table, List<string> words)
    {
        string word = line[at];
        int equals = word.IndexOf('=');
        if (WithValue.TryGetValue(word, out var separate))
        {
            return TakeWithNext(line, at, separate, words);
        }

        if (equals > 0 && equals < word.Length - 1 && WithValue.TryGetValue(word[..equals], out var joined))
        {
            words.AddRange(Short(joined, word[(equals + 1)..]));
            return 1;
        }

        var argument = new ArgumentReader(line, at, table).GetEnumerator();
        argument.MoveNext();
        if (argument.Current.Count == 2)
        {
            argument.Current.CopyTo(words);
            return 2;
        }

        words.Add(Switches.GetValueOrDefault(word) ?? Joined(word) ?? word);
        return 1;
    }

    // Where the value is missing, the option stays as it is, and the command here.
    private static int TakeWithNext(IReadOnlyList<string> line, int at, string name, List<string> words)
    {
        if (at + 1 == line.Count)
        {
            words.Add(line[at]);
            return 1;
        }

        words.AddRange(Short(name, line[at + 1]));
        return 2;
    }

    private static string[] Short(string name, string value) => name[^1] == '=' ? [name + value] : [name, value];

    private static string? Joined(string word)
    {
        foreach (var (beginning, name) in Beginnings)
        {
            if (word.Length > beginning.Length && word.StartsWith(beginning, StringComparison.Ordinal))
            {
                return name + word[beginning.Length..];
            }
        }

        return null;
    }
}
