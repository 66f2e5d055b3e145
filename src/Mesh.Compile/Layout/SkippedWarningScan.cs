namespace Mesh.Compile.Layout;

/// <summary>
/// Looks in a source file for what gcc warns of in groups that are skipped as well (lex.cc): a comment that seems to begin in another one, one of a line that goes on in the next, trigraphs, blanks
/// between a backslash and its line's end, characters that turn the direction of text. Where they are not in a skipped group, a file that has them is merely expanded.
/// </summary>
internal static class SkippedWarningScan
{
    private enum Inside
    {
        Code,
        Text,
        Comment,
        LineComment,
    }

    /// <summary>Whether these options ask for what is not given by itself.</summary>
    public static bool IsWanted(IEnumerable<string> options) => options.Any(option => option.StartsWith("-W", StringComparison.Ordinal)
        && (option == "-Wall" || option.Contains("comment", StringComparison.Ordinal) || option.Contains("trigraphs", StringComparison.Ordinal)));

    public static SkippedWarning In(ReadOnlySpan<byte> file) =>
        file.IndexOf("endif"u8) < 0 ? SkippedWarning.None
        : HasDirectionMark(file) || HasBlankBehindBackslash(file) ? SkippedWarning.Always
        : HasTrigraph(file) || HasOddComment(file) ? SkippedWarning.OnRequest
        : SkippedWarning.None;

    // U+202A to U+202E, U+2066 to U+2069, U+200E and U+200F.
    private static bool HasDirectionMark(ReadOnlySpan<byte> file)
    {
        for (int at; (at = file.IndexOf((byte)0xE2)) >= 0 && at + 2 < file.Length; file = file[(at + 1)..])
        {
            if ((file[at + 1], file[at + 2]) is (0x80, (>= 0xAA and <= 0xAE) or 0x8E or 0x8F) or (0x81, >= 0xA6 and <= 0xA9))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasBlankBehindBackslash(ReadOnlySpan<byte> file)
    {
        for (int at; (at = file.IndexOf((byte)'\\')) >= 0;)
        {
            file = file[(at + 1)..];
            int blanks = 0;
            while (blanks < file.Length && file[blanks] is (byte)' ' or (byte)'\t' or (byte)'\f' or (byte)'\v')
            {
                blanks++;
            }

            if (blanks > 0 && (blanks == file.Length || file[blanks] is (byte)'\n' or (byte)'\r'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasTrigraph(ReadOnlySpan<byte> file)
    {
        for (int at; (at = file.IndexOf("??"u8)) >= 0; file = file[(at + 1)..])
        {
            if (at + 2 < file.Length && "=/'()!<>-"u8.IndexOf(file[at + 2]) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasOddComment(ReadOnlySpan<byte> file)
    {
        var inside = Inside.Code;
        byte quote = 0;
        for (int i = 0; i < file.Length; i++)
        {
            byte next = i + 1 < file.Length ? file[i + 1] : (byte)0;
            switch (inside, file[i])
            {
                case (Inside.Comment, (byte)'/') when next == (byte)'*':
                case (Inside.LineComment, (byte)'\\') when next is (byte)'\n' or (byte)'\r':
                    return true;
                case (Inside.Comment, (byte)'*') when next == (byte)'/':
                    (inside, i) = (Inside.Code, i + 1);
                    break;
                case (Inside.Code, (byte)'/') when next is (byte)'*' or (byte)'/':
                    (inside, i) = (next == (byte)'*' ? Inside.Comment : Inside.LineComment, i + 1);
                    break;
                case (Inside.Code, (byte)'"' or (byte)'\''):
                    (inside, quote) = (Inside.Text, file[i]);
                    break;
                case (Inside.Text, (byte)'\\'):
                    i++;
                    break;
                case (Inside.Text, var c) when c == quote || c == (byte)'\n':
                case (Inside.LineComment, (byte)'\n'):
                    inside = Inside.Code;
                    break;
            }
        }

        return false;
    }
}
