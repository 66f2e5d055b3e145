namespace Mesh.Compile.Layout;

/// <summary>
/// Looks through the text of <c>clang -E -frewrite-includes</c> for what it does not keep: numbers that <c>__COUNTER__</c> has given out in conditions, which are decided
/// there and not once more, and the place that a <c>#line</c> or a marker of the source's own has set, once clang's marker says where the file goes on. One scan belongs to one source.
/// </summary>
internal sealed class RewrittenTextScan : ITextScan
{
    private const string Counter = "__COUNTER__";

    /// <summary>Files within files: clang follows 200. Names that lead to <c>__COUNTER__</c>: a source has a few. Beyond that a text only takes this machine's memory.</summary>
    private const int Most = 1000;

    private readonly DirectiveLines _lines;
    private readonly HashSet<string> _counting = new(StringComparer.Ordinal) { Counter };
    private readonly Stack<(string Name, bool IsMoved)> _outer = new();
    private (string Name, bool IsMoved) _here = ("", false);
    private LineMarker? _before;
    private bool _isBehindGroup;

    public RewrittenTextScan() => _lines = new DirectiveLines(Take);

    /// <summary>What the text has lost; null as long as nothing was found.</summary>
    public string? Found { get; private set; }

    public void Feed(ReadOnlySpan<byte> piece)
    {
        if (Found is null)
        {
            _lines.Feed(piece);
        }
    }

    private void Take(string directive, bool isBehindAnother)
    {
        if (!isBehindAnother)
        {
            (_before, _isBehindGroup) = (null, false);
        }

        if (LineMarker.Read(directive) is { } marker)
        {
            TakeMarker(marker);
            (_before, _isBehindGroup) = (marker, false);
        }
        else
        {
            var word = DirectiveWords.First(directive);
            TakeOther(directive, word);
            (_before, _isBehindGroup) = (null, word is "if" or "elif" or "else" or "endif");
        }

        if (_outer.Count > Most || _counting.Count > Most)
        {
            Found = "it has more files within files, or macros that count, than any source";
        }
    }

    private void TakeOther(string directive, string word)
    {
        if (word is "line" or [>= '0' and <= '9', ..])
        {
            _here.IsMoved = true;
            return;
        }

        // A build has a hundred thousand lines of them; few headers count.
        if (_counting.Count == 1 && !directive.Contains(Counter, StringComparison.Ordinal))
        {
            return;
        }

        var names = DirectiveWords.Behind(directive, word).ToList();
        if (word is "define" && names.Skip(1).Any(_counting.Contains))
        {
            _counting.Add(names[0]);
        }
        else if (word is "if" or "elif" or "include" or "include_next" or "import" && names.Where((_, i) => i == 0 || names[i - 1] != "defined").Any(_counting.Contains))
        {
            Found = "a condition uses __COUNTER__, which then goes on with another number";
        }
    }

    private void TakeMarker(LineMarker marker)
    {
        bool isClangs = marker.Enters ? _before is not null && marker.Line == 1
            : marker.Returns ? _outer.Count > 0 && marker.File == _outer.Peek().Name
            : _isBehindGroup || IsNameless(_here.Name);
        if (!isClangs)
        {
            // Behind its own for an #include that adds nothing, clang says the same again for the next line.
            _here.IsMoved |= !(_before is { Enters: false, Returns: false } before && marker == before with { Line = before.Line + 1 });
        }
        else if (marker.Enters)
        {
            _outer.Push(_here);
            _here = (marker.File, false);
        }
        else
        {
            _here = marker.Returns ? _outer.Pop() : IsNameless(_here.Name) ? (marker.File, false) : _here;
            if (_here.IsMoved || _here.Name != marker.File)
            {
                Found = "a #line is followed by an #include or a condition, behind which the place is another one";
            }
        }
    }

    private static bool IsNameless(string file) => file.Length == 0 || file[0] == '<';
}
