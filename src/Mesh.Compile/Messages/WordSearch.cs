namespace Mesh.Compile.Messages;

/// <summary>Looks for a word in a text that comes piece by piece, whatever stands around it. For one text.</summary>
internal sealed class WordSearch
{
    private readonly byte[] _word;
    private readonly byte[] _seam;
    private int _carried;

    private WordSearch(ReadOnlySpan<byte> word)
    {
        _word = word.ToArray();
        _seam = new byte[2 * (word.Length - 1)];
    }

    public bool Found { get; private set; }

    /// <summary>For what turns warnings on and off, in whatever form: the word is rare.</summary>
    public static WordSearch Diagnostic() => new("diagnostic"u8);

    /// <summary>For the operator, which is no directive.</summary>
    public static WordSearch PragmaOperator() => new("_Pragma"u8);

    public void Feed(ReadOnlySpan<byte> piece)
    {
        int reach = _word.Length - 1;
        var head = piece[..Math.Min(piece.Length, reach)];
        head.CopyTo(_seam.AsSpan(_carried));
        int seam = _carried + head.Length;
        Found |= _seam.AsSpan(0, seam).IndexOf(_word) >= 0 || piece.IndexOf(_word) >= 0;
        var end = piece.Length >= reach ? piece[^reach..] : _seam.AsSpan(Math.Max(0, seam - reach), Math.Min(seam, reach));
        _carried = end.Length;
        end.CopyTo(_seam);
    }
}
