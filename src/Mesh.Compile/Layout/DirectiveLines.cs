namespace Mesh.Compile.Layout;

/// <summary>Picks the directives out of a source, piece by piece, each whole with its continued lines; comments are not told from code.</summary>
/// <param name="found">Gets a directive from its <c>#</c> to its last line break.</param>
internal sealed class DirectiveLines(Action<string> found)
{
    /// <summary>What is longer is cut off: markers name one path, and of macros the most end long before.</summary>
    private const int Longest = 64 * 1024;

    private readonly List<byte> _directive = [];
    private State _state = State.LineStart;
    private byte _last;
    private byte _lastButOne;
    private bool _inComment;

    private enum State
    {
        LineStart,
        Directive,
        Other,
    }

    public void Feed(ReadOnlySpan<byte> piece)
    {
        while (piece.Length > 0)
        {
            if (_state == State.Other)
            {
                int end = piece.IndexOf((byte)'\n') + 1;
                _state = end > 0 ? State.LineStart : State.Other;
                piece = end > 0 ? piece[end..] : default;
                continue;
            }

            Take(piece[0]);
            piece = piece[1..];
        }
    }

    private void Take(byte c)
    {
        if (_state == State.Directive)
        {
            TakeDirective(c);
        }
        else if (c == '#')
        {
            _directive.Clear();
            (_last, _lastButOne, _inComment) = (0, 0, false);
            _state = State.Directive;
            TakeDirective(c);
        }
        else if (c is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f'))
        {
            _state = State.Other;
        }
    }

    private void TakeDirective(byte c)
    {
        _inComment = _inComment ? !(c == '/' && _last == '*') : c == '*' && _last == '/';
        if (_directive.Count < Longest)
        {
            _directive.Add(c);
        }

        bool isContinued = _inComment || _last == '\\' || (_last == '\r' && _lastButOne == '\\');
        (_lastButOne, _last) = (_last, c);
        if (c == '\n' && !isContinued)
        {
            _state = State.LineStart;
            found(Latin1(_directive));
        }
    }

    private static string Latin1(List<byte> bytes) => new([.. bytes.Select(c => (char)c)]);
}
