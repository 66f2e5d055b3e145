using System.Text;

namespace Mesh.Compile.Messages;

/// <summary>
/// Gives files other names in the line markers of a preprocessed text, piece by piece, and gives them back in what a compiler says of it: so the files
/// can stand in one directory, whatever the client calls them. One renamer belongs to one source.
/// </summary>
internal sealed class MarkerRenamer(IReadOnlyList<string> names)
{
    /// <summary>Files of one source, so that all stand-ins are of one length: none is the beginning of another.</summary>
    public const int MostFiles = 100;

    /// <summary>A marker is a number, a path and a few flags; what is longer is no marker.</summary>
    private const int LongestMarker = 8192;

    /// <summary>Bytes one to one: what is around the names may be anything.</summary>
    private static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

    private readonly List<string> _names = [.. names.Select(name => Latin1.GetString(Encoding.UTF8.GetBytes(name)))];
    private readonly Dictionary<string, string> _standIns = names.Select((name, i) => (name, i)).ToDictionary(pair => Marked(pair.name), pair => StandIn(pair.i));
    private readonly List<byte> _out = [];
    private readonly List<byte> _line = [];
    private bool _isPassing;

    /// <summary>What the file of that index is called instead.</summary>
    public static string StandIn(int index) => $"mesh-file-{index:00}";

    /// <summary>Whether markers have that name on a line of their own.</summary>
    public static bool CanRename(string name) => name.Length is > 0 and < 4096 && !name.Any(char.IsControl);

    /// <summary>The piece as it goes on; the beginning of a marker waits for its end.</summary>
    public ReadOnlyMemory<byte> Rename(ReadOnlySpan<byte> piece)
    {
        _out.Clear();
        foreach (byte c in piece)
        {
            (_isPassing ? _out : _line).Add(c);
            if (c == '\n' || (!_isPassing && (_line[0] != '#' || _line.Count > LongestMarker)))
            {
                Pass(endsLine: c == '\n');
            }
        }

        return _out.ToArray();
    }

    /// <summary>What still waits when the text has ended.</summary>
    public ReadOnlyMemory<byte> Rest()
    {
        _out.Clear();
        Pass(endsLine: true);
        return _out.ToArray();
    }

    /// <summary>The same text with the files' own names.</summary>
    public byte[] GiveBack(byte[] said)
    {
        var text = Latin1.GetString(said);
        for (int i = 0; i < _names.Count; i++)
        {
            text = text.Replace(StandIn(i), _names[i], StringComparison.Ordinal);
        }

        return Latin1.GetBytes(text);
    }

    // As gcc writes it between its quotes.
    private static string Marked(string name) =>
        Latin1.GetString(Encoding.UTF8.GetBytes(name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)));

    private void Pass(bool endsLine)
    {
        if (_line.Count > 0)
        {
            _out.AddRange(Renamed(_line));
            _line.Clear();
        }

        _isPassing = !endsLine;
    }

    // # 12 "path" 1 3
    private IEnumerable<byte> Renamed(List<byte> line)
    {
        if (line.Count < 5 || line[0] != '#' || line[1] != ' ' || line[2] is < (byte)'0' or > (byte)'9')
        {
            return line;
        }

        var text = Latin1.GetString(line.ToArray());
        int begin = text.IndexOf('"'), end = text.LastIndexOf('"');
        return end > begin && begin > 0 && _standIns.TryGetValue(text[(begin + 1)..end], out var standIn)
            ? Latin1.GetBytes($"{text[..(begin + 1)]}{standIn}{text[end..]}")
            : line;
    }
}
