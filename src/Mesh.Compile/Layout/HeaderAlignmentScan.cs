namespace Mesh.Compile.Layout;

/// <summary>
/// Follows <c>#pragma pack</c> through the files of a preprocessed text: clang warns at an <c>#include</c> whose file changes the alignment for what comes behind, and of its own preprocessed
/// text, which includes nothing, it says nothing. Groups that are skipped count as well. One scan belongs to one source.
/// </summary>
internal sealed class HeaderAlignmentScan : ITextScan
{
    /// <summary>As deep as no source goes: clang follows 200 files within files.</summary>
    private const int Most = 1000;

    private const string Natural = "";

    private readonly DirectiveLines _lines;
    private readonly Stack<string> _atEntry = new();
    private readonly Stack<string> _pushed = new();
    private readonly bool _warnsAtEntry;
    private bool _found;
    private string _now = Natural;

    /// <param name="warnsAtEntry">Whether clang is to warn of files as well that are included where the alignment is not the natural one.</param>
    public HeaderAlignmentScan(bool warnsAtEntry)
    {
        _warnsAtEntry = warnsAtEntry;
        _lines = new DirectiveLines((directive, _) => Take(directive));
    }

    public string? Found => _found ? "a header changes the alignment of what comes behind it, of which clang warns where headers are included" : null;

    /// <summary>Null where these options have clang keep silent anyway.</summary>
    public static HeaderAlignmentScan? For(IReadOnlyList<string> options) =>
        options.Any(option => option is "-w" or "-Wno-pragma-pack") ? null
        : new HeaderAlignmentScan(options.Any(option => option is "-Weverything" or "-Wpragma-pack" or "-Wpragma-pack-suspicious-include"));

    public void Feed(ReadOnlySpan<byte> piece)
    {
        if (!_found)
        {
            _lines.Feed(piece);
        }
    }

    private void Take(string directive)
    {
        if (LineMarker.Read(directive) is { } marker)
        {
            TakeMarker(marker);
        }
        else if (DirectiveWords.First(directive) == "pragma" && DirectiveWords.Behind(directive, "pragma").FirstOrDefault() == "pack")
        {
            TakePack(directive[(directive.IndexOf("pack", StringComparison.Ordinal) + "pack".Length)..].Trim(' ', '\t', '(', ')').Split(','));
        }

        _found |= _atEntry.Count > Most || _pushed.Count > Most;
    }

    private void TakeMarker(LineMarker marker)
    {
        if (marker.Enters)
        {
            _found |= _warnsAtEntry && _now != Natural;
            _atEntry.Push(_now);
        }
        else if (marker.Returns && _atEntry.Count > 0)
        {
            _found |= _atEntry.Pop() != _now;
        }
    }

    // (push), (push, 1), (push, name, 1), (pop), (1), ().
    private void TakePack(IReadOnlyList<string> words)
    {
        var value = words[^1].Trim();
        switch (words[0].Trim())
        {
            case "push":
                _pushed.Push(_now);
                _now = words.Count > 1 ? value : _now;
                break;
            case "pop":
                _now = _pushed.Count > 0 ? _pushed.Pop() : _now;
                break;
            default:
                _now = value;
                break;
        }
    }
}
