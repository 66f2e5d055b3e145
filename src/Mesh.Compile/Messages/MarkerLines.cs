using System.Text;

namespace Mesh.Compile.Messages;

/// <summary>Passes preprocessed text on, piece by piece, with its line markers edited. For one source.</summary>
/// <param name="edit">Gets a marker with its line break, byte for character, and gives what stands there instead.</param>
internal sealed class MarkerLines(Func<string, string> edit)
{
    /// <summary>A marker is a number, a path and a few flags; what is longer is no marker.</summary>
    private const int LongestMarker = 8192;

    /// <summary>Bytes one to one: what is around the names may be anything.</summary>
    public static readonly Encoding Latin1 = Encoding.GetEncoding("iso-8859-1");

    /// <summary>A name as it stands in a marker, byte for character.</summary>
    public static string Bytes(string name) => Latin1.GetString(Encoding.UTF8.GetBytes(name));

    private readonly List<byte> _out = [];
    private readonly List<byte> _line = [];
    private bool _isPassing;

    /// <summary>The piece as it goes on; the beginning of a marker waits for its end.</summary>
    public ReadOnlyMemory<byte> Edit(ReadOnlySpan<byte> piece)
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

    private void Pass(bool endsLine)
    {
        if (_line.Count > 0)
        {
            _out.AddRange(IsMarker(_line) ? Latin1.GetBytes(edit(Latin1.GetString(_line.ToArray()))) : _line);
            _line.Clear();
        }

        _isPassing = !endsLine;
    }

    // # 12 "path" 1 3
    private static bool IsMarker(List<byte> line) => line.Count >= 5 && line[0] == '#' && line[1] == ' ' && line[2] is >= (byte)'0' and <= (byte)'9';
}
