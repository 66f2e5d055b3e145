namespace Mesh.Compile.Layout;

/// <summary>Passes over one directive at a time, and learns from line markers whether what follows is a system header's.</summary>
internal sealed class DirectiveReader
{
    /// <summary>Bytes of a directive that are looked at: a marker names one path.</summary>
    private const int Kept = 4096 + 64;

    private readonly byte[] _text = new byte[Kept];
    private int _length;
    private byte _last;
    private bool _inComment;

    public bool IsInSystemHeader { get; private set; }

    public void Begin() => (_length, _last, _inComment) = (0, 0, false);

    /// <summary>True with the byte that ends the directive.</summary>
    public bool Take(byte c)
    {
        _inComment = _inComment ? !(c == '/' && _last == '*') : c == '*' && _last == '/';
        if (c == '\n' && _last != '\\' && !_inComment)
        {
            ReadMarker(_text.AsSpan(0, _length));
            return true;
        }

        if (_length < Kept)
        {
            _text[_length++] = c;
        }

        _last = c;
        return false;
    }

    // # 12 "path" 1 3 4 : 3 stands for a system header (gcc manual, "Preprocessor Output").
    private void ReadMarker(ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || text[0] != ' ' || text[1] is < (byte)'0' or > (byte)'9')
        {
            return;
        }

        int end = text.LastIndexOf((byte)'"');
        IsInSystemHeader = end > 0 && text[end..].IndexOf((byte)'3') >= 0;
    }
}
