namespace Mesh.Compile.Layout;

/// <summary>
/// Looks in a source file for pragmas that <c>gcc -E -fdirectives-only</c> drops without a trace: those that gcc registers "with expansion" (c-pragma.cc), of which Linux has <c>message</c> and
/// <c>redefine_extname</c>. gcc 11 and 12 then take the next directive's end for words too many and warn of it, unless that is another pragma, which they pass on.
/// A pragma in a comment is taken for one: such a file is merely compiled at home.
/// </summary>
internal static class LosablePragma
{
    private static ReadOnlySpan<byte> Blanks => " \t\f\v"u8;

    private static ReadOnlySpan<byte> White => " \t\f\v\r\n"u8;

    public static PragmaLoss In(ReadOnlySpan<byte> file)
    {
        var text = WithoutSplices(file);
        var loss = PragmaLoss.None;
        for (int next; (next = text.IndexOf("pragma"u8)) >= 0;)
        {
            bool isDirective = IsDirective(text[..next]);
            text = text[(next + "pragma"u8.Length)..];
            if (isDirective && IsLosable(SkipBlanks(text)))
            {
                if (!IsNoticed(text))
                {
                    return PragmaLoss.Silent;
                }

                loss = PragmaLoss.Noticed;
            }
        }

        // gcc warns of nothing behind such a pragma.
        return loss == PragmaLoss.Noticed && file.IndexOf("system_header"u8) >= 0 ? PragmaLoss.Silent : loss;
    }

    // "#", "%:", "??=", or the end of a comment behind one of these.
    private static bool IsDirective(ReadOnlySpan<byte> before)
    {
        before = WithoutBlanksAtEnd(before);
        return before.Length > 0 && before[^1] switch
        {
            (byte)'#' => BeginsLine(before[..^1]),
            (byte)':' or (byte)'=' or (byte)'/' => true,
            _ => false,
        };
    }

    // Not behind the // of a comment. The end of another kind of comment may stand there.
    private static bool BeginsLine(ReadOnlySpan<byte> before)
    {
        before = WithoutBlanksAtEnd(before);
        return before.Length == 0 || before.SequenceEqual("\uFEFF"u8) || before[^1] is (byte)'\n' or (byte)'\r' || before.EndsWith("*/"u8);
    }

    private static ReadOnlySpan<byte> WithoutBlanksAtEnd(ReadOnlySpan<byte> text)
    {
        int end = text.Length;
        while (end > 0 && Blanks.IndexOf(text[end - 1]) >= 0)
        {
            end--;
        }

        return text[..end];
    }

    private static bool IsLosable(ReadOnlySpan<byte> name) => name.StartsWith("message"u8) || name.StartsWith("redefine_extname"u8);

    private static ReadOnlySpan<byte> SkipBlanks(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            text = Skip(text, Blanks);
            if (!text.StartsWith("/*"u8))
            {
                return text;
            }

            int end = text[2..].IndexOf("*/"u8);
            text = end < 0 ? [] : text[(end + 4)..];
        }
    }

    private static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text, ReadOnlySpan<byte> these)
    {
        int at = 0;
        while (at < text.Length && these.IndexOf(text[at]) >= 0)
        {
            at++;
        }

        return text[at..];
    }

    // Nothing but the end of a conditional group may follow, or one more such pragma: seen in gcc 11 and 12. A comment may hide anything.
    private static bool IsNoticed(ReadOnlySpan<byte> pragma)
    {
        int end = pragma.IndexOf((byte)'\n');
        if (end < 0 || pragma[..end].IndexOf("/*"u8) >= 0)
        {
            return false;
        }

        var next = Skip(pragma[end..], White);
        if (next.Length == 0 || next[0] != (byte)'#')
        {
            return false;
        }

        next = Skip(next[1..], Blanks);
        return next.StartsWith("endif"u8) || next.StartsWith("else"u8)
            || (next.StartsWith("pragma"u8) && IsLosable(Skip(next["pragma"u8.Length..], Blanks)));
    }

    // A backslash at the end of a line joins it with the next, even within a word.
    private static ReadOnlySpan<byte> WithoutSplices(ReadOnlySpan<byte> file)
    {
        if (file.IndexOf("\\\n"u8) < 0 && file.IndexOf("\\\r\n"u8) < 0)
        {
            return file;
        }

        var joined = new byte[file.Length];
        int length = 0;
        while (file.IndexOf((byte)'\\') is >= 0 and var at)
        {
            var rest = file[(at + 1)..];
            int splice = rest.StartsWith("\n"u8) ? 1 : rest.StartsWith("\r\n"u8) ? 2 : 0;
            int kept = splice > 0 ? at : at + 1;
            file[..kept].CopyTo(joined.AsSpan(length));
            length += kept;
            file = rest[splice..];
        }

        file.CopyTo(joined.AsSpan(length));
        return joined.AsSpan(0, length + file.Length);
    }
}
