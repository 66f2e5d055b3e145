namespace Mesh.Compile.Arguments;

/// <summary>The options of one compiler family: sorted rows, of which the longest that fits a word wins.</summary>
internal sealed class OptionTable
{
    private static readonly OptionTable Gcc = new([CommonRows.Rows, GccRows.Rows]);
    private static readonly OptionTable Clang = new([CommonRows.Rows, GccRows.Rows, ClangRows.Rows]);

    private readonly string[] _names;
    private readonly OptionRow[] _rows;

    /// <summary>A row of a later list replaces the row of the same name in an earlier one.</summary>
    internal OptionTable(IEnumerable<IEnumerable<OptionRow>> overlays)
    {
        var rows = new Dictionary<string, OptionRow>(StringComparer.Ordinal);
        foreach (var row in overlays.SelectMany(overlay => overlay))
        {
            rows[row.Name] = row;
        }

        _names = [.. rows.Keys];
        _rows = [.. rows.Values];
        Array.Sort(_names, _rows, StringComparer.Ordinal);
    }

    public IReadOnlyList<OptionRow> Rows => _rows;

    public static OptionTable For(CompilerFamily family) => family == CompilerFamily.Clang ? Clang : Gcc;

    /// <summary>A gcc's, with what that gcc itself lists beyond it.</summary>
    /// <param name="names">What <see cref="LearnedOptions.Read"/> found.</param>
    public static OptionTable Knowing(IReadOnlyList<string> names) =>
        names.Count == 0 ? Gcc : new OptionTable([LearnedOptions.Rows(names), CommonRows.Rows, GccRows.Rows]);

    public OptionRow? Find(string word)
    {
        // Every name that begins this word sorts at or before it. When the nearest one does not begin it, no name longer
        // than what the two have in common can, so the search goes on with that much shorter word.
        for (int length = word.Length; length > 0;)
        {
            var prefix = word.AsSpan(0, length);
            int at = IndexOfLastAtOrBefore(prefix);
            if (at < 0)
            {
                return null;
            }

            int common = CommonLength(prefix, _names[at]);
            if (common == _names[at].Length && Fits(_rows[at], word))
            {
                return _rows[at];
            }

            length = Math.Min(common, length - 1);
        }

        return null;
    }

    private static bool Fits(OptionRow row, string word) => word.Length > row.Name.Length
        ? row.Shape.HasFlag(OptionShape.Joined)
        : row.Shape.HasFlag(OptionShape.Exact) || row.Shape.HasFlag(OptionShape.Separate) || row.Name[^1] == '=';

    private int IndexOfLastAtOrBefore(ReadOnlySpan<char> word)
    {
        int low = 0, high = _names.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            if (_names[middle].AsSpan().CompareTo(word, StringComparison.Ordinal) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }

    private static int CommonLength(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        int length = 0;
        while (length < one.Length && length < other.Length && one[length] == other[length])
        {
            length++;
        }

        return length;
    }
}
