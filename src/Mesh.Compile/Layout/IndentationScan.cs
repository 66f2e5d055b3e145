using Mesh.Compile.Classification;

namespace Mesh.Compile.Layout;

/// <summary>
/// Looks for what <c>-Wmisleading-indentation</c> might warn of. gcc gives up on that warning when it has seen a line marker, so a helper's
/// compiler never gives it, and a source with such a place must be compiled where its lines are its own. One scan belongs to one source.
/// </summary>
internal sealed class IndentationScan : ITextScan
{
    private readonly CodeLexer _lexer;
    private readonly List<Guard> _guards = [];
    private readonly Stack<int> _outerParentheses = new();
    private readonly Stack<(int Braces, int Guards)> _dos = new();
    private readonly Stack<(CodeToken Token, int Braces, int Parentheses)> _heads = new();
    private CodeToken? _awaitsBody;
    private CodeToken _last;
    private int _ended;
    private int _parentheses;
    private bool _found;

    public IndentationScan() => _lexer = new CodeLexer(Take);

    public string? Found => _found ? "-Wmisleading-indentation may have a word to say, which a compiler of preprocessed text does not" : null;

    /// <summary>Whether these options ask for the warning, or for the one about a macro of several statements: where it has been expanded, they stand on one line.</summary>
    public static bool IsWanted(IReadOnlyList<string> options, PreprocessMode mode) =>
        IsWanted(options, "misleading-indentation") || (mode == PreprocessMode.Full && IsWanted(options, "multistatement-macros"));

    private static bool IsWanted(IReadOnlyList<string> options, string warning) =>
        options.Any(option => option == "-W" + warning || option == "-Werror=" + warning)
        || (options.Contains("-Wall") && !options.Contains("-Wno-" + warning) && !options.Contains("-w"));

    public void Feed(ReadOnlySpan<byte> piece)
    {
        if (!_found)
        {
            _lexer.Feed(piece);
        }
    }

    private int Braces => _outerParentheses.Count;

    private void Take(CodeToken token)
    {
        bool continues = Check(token);
        if (_awaitsBody is { } guard)
        {
            BeginBody(guard, token);
        }

        switch (token.Word)
        {
            case CodeWord.Do:
                _dos.Push((Braces, _guards.Count));
                break;
            case CodeWord.While when continues:
                _dos.Pop();
                break;
            case CodeWord.If or CodeWord.For or CodeWord.While:
                _heads.Push((token, Braces, _parentheses));
                break;
            case CodeWord.Else:
                _awaitsBody = token;
                break;
            default:
                TakeMark(token);
                break;
        }

        _last = token;
    }

    private void BeginBody(CodeToken guard, CodeToken body)
    {
        _awaitsBody = null;
        if (body.Mark != '{')
        {
            _guards.Add(new Guard(guard, body, Braces, _parentheses));
        }
    }

    private void TakeMark(CodeToken token)
    {
        switch (token.Mark)
        {
            case '(' or '[':
                _parentheses++;
                break;
            case ')' or ']':
                _parentheses--;
                Leave();
                EndHead();
                break;
            case '{':
                _outerParentheses.Push(_parentheses);
                _parentheses = 0;
                break;
            case '}':
                _parentheses = _outerParentheses.Count > 0 ? _outerParentheses.Pop() : 0;
                Leave();
                End();
                break;
            case ';':
                End();
                break;
        }
    }

    // "if (...)" is complete: its body comes next.
    private void EndHead()
    {
        if (_heads.Count > 0 && _heads.Peek() is var head && head.Braces == Braces && head.Parentheses == _parentheses)
        {
            _awaitsBody = head.Token;
            _heads.Pop();
        }
    }

    // Guards inside what has been closed: arguments of a macro, mostly.
    private void Leave()
    {
        _guards.RemoveAll(guard => IsInside(guard.Braces, guard.Parentheses));
        _ended = Math.Min(_ended, _guards.Count);
        while (_dos.Count > 0 && _dos.Peek().Braces > Braces)
        {
            _dos.Pop();
        }

        while (_heads.Count > 0 && IsInside(_heads.Peek().Braces, _heads.Peek().Parentheses))
        {
            _heads.Pop();
        }
    }

    private bool IsInside(int braces, int parentheses) => braces > Braces || (braces == Braces && parentheses > _parentheses);

    // The bodies of all guards of this level end here, unless what comes next goes on with them.
    private void End()
    {
        _ended = 0;
        for (int i = _guards.Count - 1; i >= 0 && _guards[i].Braces == Braces && _guards[i].Parentheses == _parentheses; i--)
        {
            _ended++;
        }
    }

    /// <summary>True for the <c>while</c> that belongs to a <c>do</c>.</summary>
    private bool Check(CodeToken token)
    {
        bool continues = token.Word == CodeWord.While && _dos.Count > 0 && _dos.Peek().Braces == Braces && _last.Mark is '}' or ';';
        if (_ended > 0 && token.Mark != ';')
        {
            bool goesOn = token.Word == CodeWord.Else || (_last.Mark == '}' && token.Mark is '.' or ',' or ')' or ']' or '-' or '+' or '=' or '?' or ':' or '(' or '[');
            Judge(token, goesOn ? 0 : continues ? Math.Min(_ended, _guards.Count - _dos.Peek().Guards) : _ended);
            _ended = 0;
        }

        return continues;
    }

    // A guard around the "do" is not over yet, one inside of it is.
    private void Judge(CodeToken next, int count)
    {
        for (; count > 0; count--)
        {
            _found |= next.Mark != '}' && _guards[^1].Misleads(next);
            _guards.RemoveAt(_guards.Count - 1);
        }
    }
}
