namespace Mesh.Compile.Layout;

/// <summary>
/// Finds the tokens of preprocessed text, piece by piece: comments, literals and directives are passed over, and so is the text of
/// system headers, about which compilers do not warn.
/// </summary>
internal sealed class CodeLexer(Action<CodeToken> found)
{
    private const int TabWidth = 8;

    /// <summary>The longest delimiter that C++ allows a raw string ([lex.string]).</summary>
    private const int LongestDelimiter = 16;

    private readonly DirectiveReader _directive = new();
    private State _state = State.LineStart;
    private State _behindComment;
    private byte _last;
    private int _line;
    private int _column;
    private int _firstColumn = -1;
    private int _wordColumn;
    private int _wordLength;
    private ulong _word;
    private string _delimiter = "";
    private string _tail = "";

    private enum State
    {
        LineStart,
        Code,
        Word,
        Slash,
        LineComment,
        BlockComment,
        Text,
        Character,
        RawDelimiter,
        RawText,
        Directive,
        System,
    }

    public void Feed(ReadOnlySpan<byte> piece)
    {
        for (int at = 0; at < piece.Length; at++)
        {
            if (_state == State.System && piece[at..].IndexOf((byte)'\n') is var end)
            {
                if (end < 0)
                {
                    return;
                }

                at += end; // no token is wanted of this line
            }

            Take(piece[at]);
        }
    }

    private void Take(byte c)
    {
        switch (_state)
        {
            case State.Directive:
                if (_directive.Take(c))
                {
                    _state = State.LineStart;
                }

                break;
            case State.LineStart when c == '#':
                _directive.Begin();
                _state = State.Directive;
                break;
            case State.LineStart when _directive.IsInSystemHeader && c != '\n' && c != ' ' && c != '\t':
                _state = State.System;
                break;
            case State.LineComment or State.System:
                break; // up to the end of the line
            case State.BlockComment:
                if (c == '/' && _last == '*')
                {
                    _state = _behindComment;
                }

                break;
            case State.Text or State.Character:
                TakeLiteral(c);
                break;
            case State.RawDelimiter or State.RawText:
                TakeRaw((char)c);
                break;
            default:
                TakeCode(c);
                break;
        }

        Move(c);
    }

    private void TakeCode(byte c)
    {
        if (_state == State.Word && IsWordPart(c))
        {
            Extend(c);
            return;
        }

        if (_state == State.Word && EndWord(c))
        {
            return;
        }

        if (_state == State.Slash)
        {
            if (c is (byte)'/' or (byte)'*')
            {
                _behindComment = _firstColumn < 0 ? State.LineStart : State.Code;
                _state = c == '/' ? State.LineComment : State.BlockComment;
                return;
            }

            Emit('/', _column - 1);
        }

        TakeStart(c);
    }

    private void TakeStart(byte c)
    {
        switch (c)
        {
            case (byte)'\n' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\f' or (byte)'\\':
                _state = _firstColumn < 0 ? State.LineStart : State.Code;
                break;
            case (byte)'/':
                _state = State.Slash;
                break;
            case (byte)'"' or (byte)'\'':
                Emit('"', _column);
                _state = c == '"' ? State.Text : State.Character;
                break;
            default:
                if (IsWordPart(c))
                {
                    (_state, _wordColumn, _wordLength, _word) = (State.Word, _column, 0, 0);
                    Extend(c);
                    break;
                }

                Emit((char)c, _column);
                _state = State.Code;
                break;
        }
    }

    private void Extend(byte c)
    {
        _word = (_word << 8) | c;
        _wordLength++;
    }

    /// <summary>True when the word turns out to be the beginning of something else.</summary>
    private bool EndWord(byte next)
    {
        if (next == '\'' && (_word >> (8 * Math.Min(7, _wordLength - 1)) & 0xff) is >= '0' and <= '9' && _wordLength < 8)
        {
            return true; // 1'000'000
        }

        if (next == '"' && (_word & 0xff) == 'R' && _wordLength <= 3)
        {
            Emit('"', _wordColumn);
            (_state, _delimiter) = (State.RawDelimiter, "");
            return true;
        }

        found(Token(Keyword(), 'a', _wordColumn));
        _state = State.Code;
        return false;
    }

    private CodeWord Keyword() => (_wordLength, _word) switch
    {
        (2, 0x6966) => CodeWord.If,
        (2, 0x646f) => CodeWord.Do,
        (3, 0x666f72) => CodeWord.For,
        (4, 0x656c7365) => CodeWord.Else,
        (5, 0x7768696c65) => CodeWord.While,
        (6, 0x737769746368) => CodeWord.Switch,
        _ => CodeWord.Other,
    };

    private void TakeLiteral(byte c)
    {
        if (_last == '\\')
        {
            _last = 0; // what it escapes is taken
        }
        else if (c == (_state == State.Text ? '"' : '\'') || c == '\n')
        {
            _state = State.Code;
        }
    }

    private void TakeRaw(char c)
    {
        if (_state == State.RawDelimiter)
        {
            (_state, _delimiter, _tail) = c == '(' ? (State.RawText, $"){_delimiter}\"", "")
                : _delimiter.Length < LongestDelimiter ? (_state, _delimiter + c, "") : (State.Text, "", "");
            return;
        }

        _tail = _tail.Length < _delimiter.Length ? _tail + c : _tail[1..] + c;
        if (_tail == _delimiter)
        {
            _state = State.Code;
        }
    }

    private void Move(byte c)
    {
        bool escaped = _last == '\\' && c == '\\' && _state is State.Text or State.Character;
        _last = escaped ? (byte)0 : c;
        if (c == '\n')
        {
            _line++;
            (_column, _firstColumn) = (0, -1);
            _state = _state is State.LineComment or State.Code or State.System ? State.LineStart : _state;
        }
        else if (c == '\t')
        {
            _column += TabWidth - (_column % TabWidth);
        }
        else if ((c & 0xC0) != 0x80)
        {
            _column++; // a character of UTF-8 is counted by its first byte
        }
    }

    private void Emit(char mark, int column) => found(Token(CodeWord.Other, mark, column));

    private CodeToken Token(CodeWord word, char mark, int column)
    {
        if (_firstColumn < 0)
        {
            _firstColumn = column;
        }

        return new CodeToken(word, mark, _line, column, _firstColumn);
    }

    private static bool IsWordPart(byte c) =>
        c is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'0' and <= (byte)'9') or (byte)'_' or (byte)'$' or >= 0x80;
}
