namespace Mesh.Compile.Messages;

/// <summary>
/// What a source expands of a system header's macro, gcc's fully preprocessed text marks as if it stood in a system header, where a compiler does not warn: of
/// NULL where an <c>int</c> belongs, which the bare compiler does. Without these marks it warns of too much, and the messages are then taken for none.
/// </summary>
internal sealed class ExpansionMarkers
{
    private bool _isInSystemHeader;

    /// <summary>The marker, plain where it does not enter or leave a file.</summary>
    public string Plain(string marker)
    {
        int end = marker.LastIndexOf('"') + 1;
        var flags = marker[end..].Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (flags.Contains("1") || flags.Contains("2"))
        {
            _isInSystemHeader = flags.Contains("3");
            return marker;
        }

        return end == 0 || _isInSystemHeader || !flags.Contains("3") ? marker : marker[..end] + "\n";
    }
}
