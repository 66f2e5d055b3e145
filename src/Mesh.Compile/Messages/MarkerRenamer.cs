namespace Mesh.Compile.Messages;

/// <summary>
/// Gives files other names in the line markers of a preprocessed text, and gives them back in what a compiler says of it: so the files
/// can stand in one directory, whatever the client calls them.
/// </summary>
internal sealed class MarkerRenamer(IReadOnlyList<string> names)
{
    /// <summary>Files of one source, so that all stand-ins are of one length: none is the beginning of another.</summary>
    public const int MostFiles = 100;

    private readonly List<string> _names = [.. names.Select(name => MarkerLines.Bytes(name))];
    private readonly Dictionary<string, string> _standIns = names.Select((name, i) => (name, i)).ToDictionary(pair => Marked(pair.name), pair => StandIn(pair.i));

    /// <summary>What the file of that index is called instead.</summary>
    public static string StandIn(int index) => $"mesh-file-{index:00}";

    /// <summary>Whether markers have that name on a line of their own.</summary>
    public static bool CanRename(string name) => name.Length is > 0 and < 4096 && !name.Any(char.IsControl);

    /// <summary>What a source's markers are passed through.</summary>
    public MarkerLines Lines() => new(Renamed);

    /// <summary>The same text with the files' own names.</summary>
    public byte[] GiveBack(byte[] said)
    {
        var text = MarkerLines.Latin1.GetString(said);
        for (int i = 0; i < _names.Count; i++)
        {
            text = text.Replace(StandIn(i), _names[i], StringComparison.Ordinal);
        }

        return MarkerLines.Latin1.GetBytes(text);
    }

    // As gcc writes it between its quotes.
    private static string Marked(string name) =>
        MarkerLines.Bytes(name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));

    private string Renamed(string marker)
    {
        int begin = marker.IndexOf('"'), end = marker.LastIndexOf('"');
        return end > begin && begin > 0 && _standIns.TryGetValue(marker[(begin + 1)..end], out var standIn)
            ? $"{marker[..(begin + 1)]}{standIn}{marker[end..]}"
            : marker;
    }
}
