namespace Mesh.Compile.Arguments;

/// <summary>Splits a command line (without the compiler's name) into options and inputs by the option table.</summary>
internal static class ArgumentReader
{
    public static List<Argument> Read(IReadOnlyList<string> words, int start, OptionTable table)
    {
        var read = new List<Argument>(words.Count);
        for (int i = start; i < words.Count; i += read[^1].Words.Count)
        {
            read.Add(ReadOne(words, i, table));
        }

        return read;
    }

    private static Argument ReadOne(IReadOnlyList<string> words, int at, OptionTable table)
    {
        string word = words[at];

        // A lone "-" is the standard input, and an empty word a file that cannot exist: both are inputs to gcc and clang.
        if (word.Length < 2 || (word[0] != '-' && word[0] != '@'))
        {
            return new Argument(null, ArgumentKind.Input, [word], word);
        }

        var row = table.Find(word);
        if (row is null)
        {
            return new Argument(null, ArgumentKind.Unknown, [word], null);
        }

        if (word.Length > row.Name.Length)
        {
            return new Argument(row, ArgumentKind.Option, [word], word[row.Name.Length..]);
        }

        if (!row.Shape.HasFlag(OptionShape.Separate))
        {
            return new Argument(row, ArgumentKind.Option, [word], row.Shape.HasFlag(OptionShape.Joined) ? "" : null);
        }

        return at + 1 < words.Count
            ? new Argument(row, ArgumentKind.Option, [word, words[at + 1]], words[at + 1])
            : new Argument(row, ArgumentKind.Incomplete, [word], null);
    }
}
