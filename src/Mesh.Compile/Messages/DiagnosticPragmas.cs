namespace Mesh.Compile.Messages;

/// <summary>Looks in a text, piece by piece, for <c>#pragma GCC diagnostic</c> in whatever form: the word is rare. For one text.</summary>
internal sealed class DiagnosticPragmas
{
    private readonly byte[] _seam = new byte[2 * (Word.Length - 1)];
    private int _carried;

    private static ReadOnlySpan<byte> Word => "diagnostic"u8;

    public bool Found { get; private set; }

    public void Feed(ReadOnlySpan<byte> piece)
    {
        var head = piece[..Math.Min(piece.Length, Word.Length - 1)];
        head.CopyTo(_seam.AsSpan(_carried));
        int seam = _carried + head.Length;
        Found |= _seam.AsSpan(0, seam).IndexOf(Word) >= 0 || piece.IndexOf(Word) >= 0;
        var end = piece.Length >= Word.Length - 1 ? piece[^(Word.Length - 1)..] : _seam.AsSpan(Math.Max(0, seam - Word.Length + 1), Math.Min(seam, Word.Length - 1));
        _carried = end.Length;
        end.CopyTo(_seam);
    }
}
