namespace Mesh.Compile.Layout;

/// <summary>
/// Picks the directives out of a source, piece by piece, each on one line as the preprocessor sees it: lines that a backslash joins are joined, a comment is a blank. A comment that begins
/// behind code and a raw string are not told from code: a directive in one is taken for one.
/// </summary>
/// <param name="found">Gets a directive from its <c>#</c> to the end of its line, and whether it stands directly behind another.</param>
internal sealed class DirectiveLines(Action<string, bool> found)
{
    /// <summary>What is longer is cut off: markers name one path, and of macros the most end long before.</summary>
    private const int Longest = 64 * 1024;

    private readonly List<byte> _directive = [];
    private State _state = State.LineStart;
    private Inside _inside = Inside.Code;
    private byte _quote;
    private byte _last;
    private bool _isJoining;
    private bool _isBehindAnother;

    private enum State
    {
        LineStart,
        Directive,
        Other,
    }

    private enum Inside
    {
        Code,
        Quotes,
        LineComment,
        BlockComment,
    }

    public void Feed(ReadOnlySpan<byte> piece)
    {
        while (piece.Length > 0)
        {
            if (_state == State.Other)
            {
                int end = piece.IndexOf((byte)'\n') + 1;
                if (end == 0)
                {
                    return;
                }

                Begin(isBehindAnother: false);
                piece = piece[end..];
                continue;
            }

            TakeRaw(piece[0]);
            piece = piece[1..];
        }
    }

    // A backslash and a line break are nothing, wherever they stand; \r before \n neither.
    private void TakeRaw(byte c)
    {
        if (c == '\r')
        {
            return;
        }

        bool isJoining = _isJoining;
        _isJoining = c == '\\';
        if (isJoining && c != '\n')
        {
            Take((byte)'\\');
        }

        if (!_isJoining && !(isJoining && c == '\n') && _state != State.Other)
        {
            Take(c);
        }
    }

    private void Take(byte c)
    {
        if (c == '\n' && _inside != Inside.BlockComment)
        {
            End();
            return;
        }

        switch (_inside)
        {
            case Inside.Code:
                TakeCode(c);
                break;
            case Inside.Quotes:
                Keep(c);
                _inside = c == _quote && _last != '\\' ? Inside.Code : Inside.Quotes;
                _last = _last == '\\' ? (byte)0 : c;
                break;
            case Inside.BlockComment when c == '/' && _last == '*':
                _inside = Inside.Code;
                _last = 0;
                Keep((byte)' ');
                break;
            default:
                _last = c;
                break;
        }
    }

    private void TakeCode(byte c)
    {
        if (_last == '/' && c is (byte)'/' or (byte)'*')
        {
            _inside = c == '/' ? Inside.LineComment : Inside.BlockComment;
            _last = 0;
            return;
        }

        if (_last == '/')
        {
            Keep((byte)'/');
        }

        _last = c;
        if (c == '/')
        {
            return; // kept when it is known to begin no comment
        }

        Keep(c);
        if (c is (byte)'"' or (byte)'\'')
        {
            (_inside, _quote, _last) = (Inside.Quotes, c, 0);
        }
    }

    private void Keep(byte c)
    {
        if (_state == State.LineStart)
        {
            _state = c is (byte)' ' or (byte)'\t' or (byte)'\f' or (byte)'\v' ? State.LineStart
                : c is (byte)'#' or (byte)'%' or (byte)'?' ? State.Directive // as %: and ??= too
                : State.Other;
        }

        if (_state == State.Directive && _directive.Count < Longest)
        {
            _directive.Add(c);
        }
    }

    private void End()
    {
        var line = _state == State.Directive ? Latin1(_directive) : "";
        int mark = line.StartsWith('#') ? 1 : line.StartsWith("%:", StringComparison.Ordinal) ? 2 : line.StartsWith("??=", StringComparison.Ordinal) ? 3 : 0;
        if (mark > 0)
        {
            found("#" + line[mark..], _isBehindAnother);
        }

        Begin(isBehindAnother: mark > 0);
    }

    private void Begin(bool isBehindAnother)
    {
        _directive.Clear();
        (_state, _inside, _last, _isJoining) = (State.LineStart, Inside.Code, 0, false);
        _isBehindAnother = isBehindAnother;
    }

    private static string Latin1(List<byte> bytes) => new([.. bytes.Select(c => (char)c)]);
}
