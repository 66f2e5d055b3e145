namespace Mesh.Compile.Layout;

/// <summary>
/// Looks for what clang reads differently in its own preprocessed text. It prints a raw string of several lines as it is and counts it as one, so that the lines behind it are not where they were;
/// and it expands its built-in macros again, which a source may have undefined. One scan belongs to one source.
/// </summary>
/// <param name="hasDebug">Whether lines are written into the object.</param>
internal sealed class ClangTextScan(bool hasDebug) : ITextScan
{
    /// <summary>More of one line is not kept: a string of that length is not looked at as a whole.</summary>
    private const int LongestLine = 1 << 20;

    /// <summary>Characters of a raw string's delimiter: [lex.string] of the C++ standard.</summary>
    private const int LongestDelimiter = 16;

    private readonly List<byte> _line = [];
    private bool _asksForLines = hasDebug;
    private bool _movesLines;
    private bool _hasMacro;

    /// <summary>Whether these options have lines written into the object.</summary>
    public static bool HasDebug(IReadOnlyList<string> options) => options.Any(option => option.StartsWith("-g", StringComparison.Ordinal) && option != "-g0");

    public string? Found =>
        _movesLines && _asksForLines ? "a string of several lines moves the lines behind it in preprocessed text"
        : _hasMacro ? "a built-in macro is left in the preprocessed source, where clang expands it after all"
        : null;

    public void Feed(ReadOnlySpan<byte> piece)
    {
        int head = piece.IndexOf((byte)'\n') + 1;
        Append(head > 0 ? piece[..head] : piece);
        if (head > 0)
        {
            Find(_line.ToArray());
            _line.Clear();
            int tail = piece.LastIndexOf((byte)'\n') + 1;
            Find(piece[head..tail]);
            Append(piece[tail..]);
        }
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        if (_line.Count + part.Length <= LongestLine)
        {
            _line.AddRange(part.ToArray());
        }
    }

    private void Find(ReadOnlySpan<byte> lines)
    {
        _movesLines = _movesLines || HasOpenString(lines);
        FindNames(lines);
    }

    // R"delimiter( without )delimiter" on the same line. What looks like the beginning of one at the end of a plain string is taken for one.
    private static bool HasOpenString(ReadOnlySpan<byte> lines)
    {
        for (int at; (at = lines.IndexOf("R\""u8)) >= 0;)
        {
            lines = lines[(at + 1)..];
            int open = lines[..Math.Min(lines.Length, LongestDelimiter + 2)].IndexOf((byte)'(');
            if (open > 0 && lines[1..open].IndexOfAny((byte)' ', (byte)'\n', (byte)')') < 0)
            {
                var end = lines[..(open + 1)].ToArray();
                end[0] = (byte)')';
                lines[1..open].CopyTo(end.AsSpan(1));
                end[open] = (byte)'"';
                var rest = lines[(open + 1)..];
                if (rest[..(rest.IndexOf((byte)'\n') + 1)].IndexOf(end) < 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void FindNames(ReadOnlySpan<byte> lines)
    {
        for (int at; (at = lines.IndexOf("__"u8)) >= 0;)
        {
            bool begins = at == 0 || !IsLetter(lines[at - 1]);
            lines = lines[(at + 2)..];
            int length = 0;
            while (length < lines.Length && IsLetter(lines[length]))
            {
                length++;
            }

            if (begins)
            {
                TakeName(lines[..length]);
            }

            lines = lines[length..];
        }
    }

    private void TakeName(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("builtin_LINE"u8))
        {
            _asksForLines = true;
        }
        else if (name.EndsWith("__"u8) && name[0] is >= (byte)'A' and <= (byte)'Z')
        {
            _hasMacro |= name.SequenceEqual("COUNTER__"u8) || name.SequenceEqual("LINE__"u8) || name.SequenceEqual("FILE__"u8) || name.SequenceEqual("FILE_NAME__"u8)
                || name.SequenceEqual("BASE_FILE__"u8) || name.SequenceEqual("INCLUDE_LEVEL__"u8)
                || name.SequenceEqual("DATE__"u8) || name.SequenceEqual("TIME__"u8) || name.SequenceEqual("TIMESTAMP__"u8);
        }
    }

    private static bool IsLetter(byte letter) => letter is (byte)'_' or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9');
}
