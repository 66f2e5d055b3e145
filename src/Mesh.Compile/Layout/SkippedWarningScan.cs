namespace Mesh.Compile.Layout;

/// <summary>
/// Looks in a source file for what gcc warns of in groups that are skipped as well (lex.cc): a comment that seems to begin in another one, one of a line that goes on in the next, trigraphs
/// that are in no comment, blanks between a backslash and its line's end, characters that turn the direction of text. Where they are not in a skipped group, a file that has them is merely expanded.
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

    /// <summary>What these options ask for, and what is given by itself.</summary>
    public static SkippedWarning Wanted(IReadOnlyList<string> options) =>
        SkippedWarning.Unasked | (Asks(options, "comment") ? SkippedWarning.Comment : SkippedWarning.None) | (Asks(options, "trigraphs") ? SkippedWarning.Trigraph : SkippedWarning.None);

    public static SkippedWarning In(ReadOnlySpan<byte> file) =>
        file.IndexOf("endif"u8) < 0 ? SkippedWarning.None
        : CommentsAndTrigraphs(file) | (HasDirectionMark(file) || HasBlankBehindBackslash(file) ? SkippedWarning.Unasked : SkippedWarning.None);

    // A warning's own option counts before -Wall, whatever their order.
    private static bool Asks(IReadOnlyList<string> options, string warning) =>
        options.Any(option => option.StartsWith("-W" + warning, StringComparison.Ordinal) || option.StartsWith("-Werror=" + warning, StringComparison.Ordinal))
        || (options.Contains("-Wall") && !options.Any(option => option.StartsWith("-Wno-" + warning, StringComparison.Ordinal)));

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

    private static SkippedWarning CommentsAndTrigraphs(ReadOnlySpan<byte> file)
    {
        var (found, inside) = (SkippedWarning.None, Inside.Code);
        byte quote = 0;
        for (int i = 0; i < file.Length; i++)
        {
            byte next = i + 1 < file.Length ? file[i + 1] : (byte)0;
            switch (inside, file[i])
            {
                case (_, (byte)'?') when next == (byte)'?':
                    found |= IsTrigraph(file[i..], inside is Inside.Comment or Inside.LineComment) ? SkippedWarning.Trigraph : SkippedWarning.None;
                    break;
                case (Inside.Comment, (byte)'/') when next == (byte)'*':
                case (Inside.LineComment, (byte)'\\') when next is (byte)'\n' or (byte)'\r':
                    found |= SkippedWarning.Comment;
                    break;
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

        return found;
    }

    // In a comment only one that stands for a backslash at a line's end.
    private static bool IsTrigraph(ReadOnlySpan<byte> text, bool inComment) =>
        text.Length > 2 && (inComment ? text[2] == (byte)'/' && (text.Length == 3 || text[3] is (byte)'\n' or (byte)'\r') : "=/'()!<>-"u8.IndexOf(text[2]) >= 0);
}
