using System.Text.RegularExpressions;

namespace Mesh.Compile.Layout;

/// <summary>
/// Looks through the text of <c>clang -E -frewrite-includes</c> for what it does not keep: numbers that <c>__COUNTER__</c> has given out in conditions, which are decided
/// there and not once more, and the place that a <c>#line</c> has set, once the text says by a marker of its own where the source goes on. One scan belongs to one source.
/// </summary>
internal sealed class RewrittenTextScan
{
    private const string Counter = "__COUNTER__";

    private static readonly Regex Marker = new("^# (?<line>[0-9]+) \"(?<file>.*)\"(?<flags>[ 1-4]*)\\s*$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    private static readonly Regex Word = new(@"(?<defined>\bdefined\s*\(?\s*)?\b(?<name>[A-Za-z_$][A-Za-z0-9_$]*)", RegexOptions.CultureInvariant);
    private static readonly Regex Directive = new(@"^#\s*(?<word>[a-z_]+|[0-9])(?<rest>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private readonly DirectiveLines _lines;
    private readonly HashSet<string> _counting = new(StringComparer.Ordinal) { Counter };
    private readonly Stack<(string Name, bool IsMoved)> _outer = new();
    private (string Name, bool IsMoved) _here = ("", false);

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

    private void Take(string directive)
    {
        if (Marker.Match(directive) is { Success: true } marker)
        {
            TakeMarker(marker.Groups["file"].Value, marker.Groups["flags"].Value);
            return;
        }

        // A build has a hundred thousand lines of them; few headers count.
        if (_counting.Count == 1 && !directive.Contains(Counter, StringComparison.Ordinal) && !directive.Contains("line", StringComparison.Ordinal))
        {
            return;
        }

        var parts = Directive.Match(directive);
        TakeOther(parts.Groups["word"].Value, parts.Groups["rest"].Value);
    }

    private void TakeOther(string word, string rest)
    {
        switch (word)
        {
            case "line" or ['0' or (> '0' and <= '9')]:
                _here.IsMoved = true;
                break;
            case "define" when Word.Matches(rest) is { Count: > 1 } names && Counts(names.Cast<Match>().Skip(1)):
                _counting.Add(names[0].Groups["name"].Value);
                break;
            case "if" or "elif" or "include" or "include_next" or "import" when Counts(Word.Matches(rest).Cast<Match>().Where(name => !name.Groups["defined"].Success)):
                Found = "a condition uses __COUNTER__, which then goes on with another number";
                break;
        }
    }

    private bool Counts(IEnumerable<Match> names) => names.Any(name => _counting.Contains(name.Groups["name"].Value));

    // # 12 "path" 1 : 1 stands for a file that is entered, 2 for one that is returned to. clang's own markers without a flag name the file they stand in.
    private void TakeMarker(string file, string flags)
    {
        if (flags.Contains('1'))
        {
            _outer.Push(_here);
            _here = (file, false);
            return;
        }

        if (flags.Contains('2'))
        {
            _here = _outer.Count > 0 ? _outer.Pop() : (file, false);
        }

        bool isOwn = file == _here.Name || _here.Name.Length == 0 || _here.Name[0] == '<';
        if (isOwn && _here.IsMoved)
        {
            Found = "a #line is followed by an #include or a condition, behind which the place is another one";
        }

        _here = isOwn ? (file, _here.IsMoved) : (_here.Name, true);
    }
}
