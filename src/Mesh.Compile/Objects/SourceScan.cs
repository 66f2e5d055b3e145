using Mesh.Compile.Classification;
using Mesh.Compile.Layout;

namespace Mesh.Compile.Objects;

/// <summary>
/// Looks through preprocessed text, piece by piece, for what a helper cannot compile as the client would: files that the compiler or the
/// assembler would still open, and macros of the client's file or clock that text which is not fully preprocessed has left for the helper. A comment
/// that mentions one is taken for a use: such a source is merely compiled at home. It keeps honest sources right and is no defence: a
/// string in two halves hides anything, and what a hostile one can reach is the sandbox's business. One scan belongs to one source.
/// </summary>
internal sealed class SourceScan(PreprocessMode mode, bool hasSourceDateEpoch)
{
    // What surrounds a needle: blanks and a '#' before it, one letter or quote after it.
    private const int Context = 24;

    // Longer than a needle with the context on both sides, so that whatever straddles two pieces is whole in the seam between them.
    private const int Reach = 96;

    private const string CutShort = "a file ends inside a line that a backslash continues";

    private const string Uses = "the source uses __";

    private readonly byte[] _seam = new byte[2 * Reach];
    private int _carried;

    /// <summary>Whether it was found in a text that is to be expanded still, and would not be once it is.</summary>
    public static bool IsGoneExpanded(string found) => found.StartsWith(Uses, StringComparison.Ordinal) || found == CutShort || found == LostPragmaScan.Lost;

    /// <summary>Null as long as nothing was found in this piece or across its border with the one before.</summary>
    public string? Unfit(ReadOnlySpan<byte> piece)
    {
        var head = piece[..Math.Min(piece.Length, Reach)];
        head.CopyTo(_seam.AsSpan(_carried));
        string? found = Find(_seam.AsSpan(0, _carried + head.Length)) ?? (piece.Length > Reach ? Find(piece) : null);
        Carry(piece, head.Length);
        return found;
    }

    /// <summary>As above, once there are no more pieces.</summary>
    public string? UnfitAtEnd()
    {
        var end = _seam.AsSpan(0, _carried);
        return end is [.. var last, (byte)'\n'] && GoesOn(last) ? CutShort : null;
    }

    private void Carry(ReadOnlySpan<byte> piece, int head)
    {
        if (piece.Length >= Reach)
        {
            piece[^Reach..].CopyTo(_seam);
            _carried = Reach;
            return;
        }

        int whole = _carried + head;
        int kept = Math.Min(whole, Reach);
        _seam.AsSpan(whole - kept, kept).CopyTo(_seam);
        _carried = kept;
    }

    private string? Find(ReadOnlySpan<byte> text) =>
        FindFiles(text) ?? FindCutLine(text) ?? mode switch
        {
            PreprocessMode.Full => FindLostWarnings(text) ?? FindIncludes(text) ?? FindColumns(text),
            PreprocessMode.DirectivesOnly => FindLostWarnings(text) ?? FindMacros(text),
            _ => FindMacros(text),
        };

    private static string? FindFiles(ReadOnlySpan<byte> text) =>
        Has(text, "incbin"u8, IsAssemblerDirective) || Has(text, "INCBIN"u8, IsAssemblerDirective) ? "the source includes a binary file by the assembler's .incbin"
        : Has(text, ".include"u8, IsAssemblerInclude) ? "the source includes a file by the assembler's .include"
        : Has(text, "dependency"u8, IsPragmaOfCompiler) ? "the source compares the age of a file by #pragma GCC dependency"
        : Has(text, "pch_preprocess"u8, Anywhere) ? "the source names a precompiled header"
        : Has(text, "embed"u8, IsDirective) ? "an #embed is left in the preprocessed source"
        : null;

    // In the file it was a lone backslash, which is an error; before the marker or the end that preprocessing has put there, it joins two lines.
    private static string? FindCutLine(ReadOnlySpan<byte> text) => Has(text, "\n# "u8, IsMarkerInLine) ? CutShort : null;

    private static string? FindLostWarnings(ReadOnlySpan<byte> text) =>
        Has(text, "misleading-indentation"u8, Anywhere) ? "a pragma is about -Wmisleading-indentation, which a compiler of preprocessed text does not give" : null;

    private string? FindMacros(ReadOnlySpan<byte> text) =>
        Has(text, "BASE_FILE__"u8, IsMacro) ? Uses + "BASE_FILE__"
        : Has(text, "TIMESTAMP__"u8, IsMacro) ? Uses + "TIMESTAMP__"
        : hasSourceDateEpoch && mode == PreprocessMode.DirectivesOnly ? null // clang heeds it since 16
        : Has(text, "DATE__"u8, IsMacro) ? Uses + "DATE__"
        : Has(text, "TIME__"u8, IsMacro) ? Uses + "TIME__"
        : null;

    // Both compilers would follow one. Directives-only text keeps comments, where lines begin with #include; there HelperCommand's
    // -fmax-include-depth is what stops it.
    private static string? FindIncludes(ReadOnlySpan<byte> text) =>
        Has(text, "include"u8, IsDirective) || Has(text, "import"u8, IsDirective) ? "an #include is left in the preprocessed source" : null;

    // Expanded macros have moved what follows them on the line.
    private static string? FindColumns(ReadOnlySpan<byte> text) =>
        Has(text, "__builtin_COLUMN"u8, Anywhere) || Has(text, "__builtin_source_location"u8, Anywhere) ? "the source asks for its own columns" : null;

    private delegate bool Fits(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after);

    private static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> needle, Fits fits)
    {
        for (int at = 0; ; at += needle.Length)
        {
            int next = text[at..].IndexOf(needle);
            if (next < 0)
            {
                return false;
            }

            at += next;
            int end = at + needle.Length;
            if (fits(text[Math.Max(0, at - Context)..at], text[end..Math.Min(text.Length, end + Context)]))
            {
                return true;
            }
        }
    }

    private static bool Anywhere(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) => true;

    private static bool IsAssemblerDirective(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) =>
        before.Length > 0 && before[^1] == (byte)'.' && (after.Length == 0 || !IsLetter(after[0]));

    // Inside a string the file's name stands in quotes; "x.include" in C is followed by anything but one.
    private static bool IsAssemblerInclude(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        int blanks = 0;
        while (blanks < after.Length && IsBlank(after[blanks]))
        {
            blanks++;
        }

        return blanks < after.Length && after[blanks] is (byte)'"' or (byte)'\\';
    }

    // clang knows it as #pragma clang dependency too.
    private static bool IsPragmaOfCompiler(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var words = WithoutTrailingBlanks(before);
        return words.Length < before.Length && (words.EndsWith("GCC"u8) || words.EndsWith("clang"u8));
    }

    private static bool IsMacro(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) =>
        before.Length >= 2 && before[^1] == (byte)'_' && before[^2] == (byte)'_'
        && (before.Length == 2 || !IsLetter(before[^3])) && after.Length > 0 && !IsLetter(after[0]);

    private static bool IsMarkerInLine(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after) => after.Length > 0 && after[0] is >= (byte)'0' and <= (byte)'9' && GoesOn(before);

    // Blanks behind the backslash do not hinder either compiler.
    private static bool GoesOn(ReadOnlySpan<byte> line)
    {
        line = WithoutTrailingBlanks(line);
        return line.EndsWith("\\"u8) || line.EndsWith("??/"u8);
    }

    private static bool IsLetter(byte letter) => letter is (byte)'_' or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9');

    private static bool IsDirective(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var line = WithoutTrailingBlanks(before);
        if (line.Length == 0 || line[^1] != (byte)'#')
        {
            return false;
        }

        line = WithoutTrailingBlanks(line[..^1]);
        return line.Length == 0 || line[^1] == (byte)'\n';
    }

    private static ReadOnlySpan<byte> WithoutTrailingBlanks(ReadOnlySpan<byte> line)
    {
        while (line.Length > 0 && IsBlank(line[^1]))
        {
            line = line[..^1];
        }

        return line;
    }

    private static bool IsBlank(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\f' or (byte)'\v';
}
