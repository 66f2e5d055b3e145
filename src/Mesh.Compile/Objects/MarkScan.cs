namespace Mesh.Compile.Objects;

/// <summary>
/// Looks through a source's text, piece by piece, for assembler directives that set the marks of an object (<see cref="Culprit.HelperOrSource"/>): with one,
/// a mark that the target does not have proves nothing against the helper. One scan belongs to one source.
/// </summary>
internal sealed class MarkScan
{
    // Longer than any needle with its context.
    private const int Reach = 24;

    private byte[] _text = new byte[Reach];
    private int _carried;

    public bool HasFound { get; private set; }

    public void Add(ReadOnlySpan<byte> piece)
    {
        int length = _carried + piece.Length;
        if (_text.Length < length)
        {
            Array.Resize(ref _text, length);
        }

        ToLower(piece, _text.AsSpan(_carried));
        var text = _text.AsSpan(0, length);
        HasFound = HasFound || Find(text);
        _carried = Math.Min(length, Reach);
        text[^_carried..].CopyTo(_text);
    }

    // .eabi_attribute (ARM), .gnu_attribute (MIPS, PowerPC), .attribute (RISC-V), .abiversion (PowerPC), .nan and .module (MIPS).
    private static bool Find(ReadOnlySpan<byte> text) =>
        text.IndexOf("eabi_attribute"u8) >= 0 || text.IndexOf("gnu_attribute"u8) >= 0 || text.IndexOf("abiversion"u8) >= 0
        || HasWord(text, ".attribute"u8) || HasWord(text, ".nan"u8) || HasWord(text, ".module"u8);

    // What ends a piece may go on in the next, with which it is looked at once more.
    private static bool HasWord(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        for (int at; (at = text.IndexOf(word)) >= 0; text = text[(at + word.Length)..])
        {
            int end = at + word.Length;
            if (end < text.Length && text[end] is not ((byte)'_' or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9')))
            {
                return true;
            }
        }

        return false;
    }

    // The assembler's directives may be written in either case.
    private static void ToLower(ReadOnlySpan<byte> piece, Span<byte> lower)
    {
        for (int i = 0; i < piece.Length; i++)
        {
            lower[i] = piece[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(piece[i] | 0x20) : piece[i];
        }
    }
}
