namespace Mesh.Compile.Layout;

/// <summary>
/// Looks for what clang's <c>-Wempty-body</c> might warn of: a body that is nothing but a semicolon, on the line of its statement. clang compares the line of the
/// one as markers have it with the line of the other as it counts them, so it never warns in preprocessed text. One scan belongs to one source.
/// </summary>
internal sealed class EmptyBodyScan : ITextScan
{
    private readonly CodeLexer _lexer;
    private readonly Stack<CodeToken?> _parentheses = new();
    private CodeToken? _head;
    private CodeToken? _emptyLoop;
    private CodeToken _last;
    private CodeToken _lastButOne;
    private bool _found;

    public EmptyBodyScan() => _lexer = new CodeLexer(Take);

    public string? Found => _found ? "-Wempty-body may have a word to say, which clang does not for preprocessed text" : null;

    /// <summary>Whether these options leave the warning on.</summary>
    public static bool IsWanted(IReadOnlyList<string> options) => !options.Contains("-Wno-empty-body") && !options.Contains("-w");

    public void Feed(ReadOnlySpan<byte> piece)
    {
        if (!_found)
        {
            _lexer.Feed(piece);
        }
    }

    private void Take(CodeToken token)
    {
        JudgeLoop(token);
        if (token.Mark == ';' && token.Line == _last.Line)
        {
            TakeEmpty();
        }

        _head = token.Word == CodeWord.Else ? token : null;
        switch (token.Mark)
        {
            case '(':
                _parentheses.Push(Head());
                break;
            case ')' when _parentheses.Count > 0:
                _head = _parentheses.Pop();
                break;
        }

        (_lastButOne, _last) = (_last, token);
    }

    // Of an empty loop clang warns only if what follows looks like its body.
    private void JudgeLoop(CodeToken next)
    {
        _found |= _emptyLoop is { } loop && (next.Mark == '{' || next.Column > loop.Column);
        _emptyLoop = null;
    }

    private void TakeEmpty()
    {
        if (_head is { Word: CodeWord.For or CodeWord.While } loop)
        {
            _emptyLoop = loop;
        }
        else
        {
            _found |= _head is not null;
        }
    }

    // "if constexpr (" as well.
    private CodeToken? Head() =>
        IsHead(_last) ? _last
        : _lastButOne.Word == CodeWord.If ? _lastButOne
        : null;

    private static bool IsHead(CodeToken token) => token.Word is CodeWord.If or CodeWord.For or CodeWord.While or CodeWord.Switch;
}
