namespace Mesh.Compile.Layout;

/// <summary>
/// Looks for pragmas that <c>gcc -E -fdirectives-only</c> obeys and does not pass on: it leaves a line of seven blanks. At the top of a header that is
/// <c>once</c>, and before a line marker of a system header <c>system_header</c>, which do not matter any more. Elsewhere in a project's own files it is <c>push_macro</c>, <c>pop_macro</c> or <c>poison</c>, without which the
/// macros of the rest are not what they were, or a line that was blank from the start. One scan belongs to one source.
/// </summary>
internal sealed class LostPragmaScan : ITextScan
{
    public const string Lost = "a pragma about macros is lost in preprocessing";

    private static readonly byte[] Trace = [.. "       \n"u8];

    /// <summary>The longest line that is looked at as a whole; longer ones are code.</summary>
    private readonly byte[] _line = new byte[4096 + 64];

    private readonly Stack<(bool IsTop, bool HasLost)> _outer = new();
    private (bool IsTop, bool HasLost) _here;
    private bool _isLost;
    private bool _isInSystemHeader;
    private int _length;
    private bool _inComment;
    private bool _found;

    public string? Found => _found ? Lost : null;

    public void Feed(ReadOnlySpan<byte> piece)
    {
        while (!_found && piece.Length > 0)
        {
            int end = piece.IndexOf((byte)'\n') + 1;
            var part = end > 0 ? piece[..end] : piece;
            part[..Math.Min(part.Length, _line.Length - _length)].CopyTo(_line.AsSpan(_length));
            _length = Math.Min(_line.Length, _length + part.Length);
            piece = piece[part.Length..];
            if (end > 0)
            {
                Take(_line.AsSpan(0, _length));
                _length = 0;
            }
        }
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        bool isMarker = line.Length > 4 && line[0] == '#' && line[1] == ' ' && line[2] is >= (byte)'0' and <= (byte)'9';
        if (_isLost && !(isMarker && IsSystem(line)))
        {
            _found |= !_here.IsTop || _here.HasLost;
            _here.HasLost = true;
        }

        _isLost = !_isInSystemHeader && line.SequenceEqual(Trace);
        if (isMarker)
        {
            TakeMarker(line);
        }
        else if (_here.IsTop && !_isLost)
        {
            _here.IsTop = IsStillTop(line);
        }
    }

    // # 12 "path" 1 3 : the numbers behind the path say that a file is entered (1), or returned to (2).
    private void TakeMarker(ReadOnlySpan<byte> line)
    {
        var flags = Flags(line);
        _isInSystemHeader = IsSystem(line);
        if (flags.IndexOf((byte)'1') >= 0)
        {
            _outer.Push(_here);
            (_here, _inComment) = ((true, false), false);
        }
        else if (flags.IndexOf((byte)'2') >= 0)
        {
            _here = _outer.Count > 0 ? _outer.Pop() : default;
        }
    }

    private static ReadOnlySpan<byte> Flags(ReadOnlySpan<byte> marker) => marker[(marker.LastIndexOf((byte)'"') + 1)..];

    private static bool IsSystem(ReadOnlySpan<byte> marker) => Flags(marker).IndexOf((byte)'3') >= 0;

    // Blank lines, comments and directives: what stands above a header's first declaration.
    private bool IsStillTop(ReadOnlySpan<byte> line)
    {
        int at = 0;
        while (at < line.Length)
        {
            if (_inComment)
            {
                int end = line[at..].IndexOf("*/"u8);
                if (end < 0)
                {
                    return true;
                }

                _inComment = false;
                at += end + 2;
            }
            else if (line[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                at++;
            }
            else if (line[at..].StartsWith("/*"u8))
            {
                _inComment = true;
                at += 2;
            }
            else
            {
                return line[at] == '#' || line[at..].StartsWith("//"u8);
            }
        }

        return true;
    }
}
