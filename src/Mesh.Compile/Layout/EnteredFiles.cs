using System.Text;

namespace Mesh.Compile.Layout;

/// <summary>
/// Collects the files that a preprocessed text enters, by its line markers, while the text is being produced. One collection belongs to one source.
/// </summary>
/// <param name="withPackages">Whether the headers of the system's own packages count, which are many, and the same everywhere.</param>
internal sealed class EnteredFiles(bool withPackages = false)
{
    /// <summary>A path has 4096 bytes at most; a line that is longer than this is no marker.</summary>
    private const int LongestMarker = 8192;

    private readonly HashSet<EnteredFile> _files = [];
    private readonly byte[] _line = new byte[LongestMarker];
    private int _length;

    public IReadOnlyCollection<EnteredFile> Files => _files;

    public void Feed(ReadOnlySpan<byte> piece)
    {
        int head = piece.IndexOf((byte)'\n') + 1;
        var first = head > 0 ? piece[..head] : piece;
        Append(first);
        if (head > 0)
        {
            Find(_line.AsSpan(0, _length));
            int tail = piece.LastIndexOf((byte)'\n') + 1;
            Find(piece[head..tail]);
            _length = 0;
            Append(piece[tail..]);
        }
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        part = part[..Math.Min(part.Length, _line.Length - _length)];
        part.CopyTo(_line.AsSpan(_length));
        _length += part.Length;
    }

    // Whole lines. # 1 "path" 1 3: the first line of a file that is entered; without a number behind it the source's own, with 2 one that is returned to.
    private void Find(ReadOnlySpan<byte> lines)
    {
        for (int at; (at = lines.IndexOf("# 1 \""u8)) >= 0;)
        {
            bool beginsLine = at == 0 || lines[at - 1] == (byte)'\n';
            lines = lines[(at + "# 1 \""u8.Length)..];
            int end = lines.IndexOf((byte)'\n');
            if (beginsLine && end > 0)
            {
                Take(lines[..end]);
            }
        }
    }

    private void Take(ReadOnlySpan<byte> marker)
    {
        int quote = marker.LastIndexOf((byte)'"');
        if (quote < 1 || marker[0] == (byte)'<' || marker.IndexOf((byte)0) >= 0)
        {
            return;
        }

        var flags = marker[(quote + 1)..];
        bool isSystem = flags.IndexOf((byte)'3') >= 0;
        if (flags.IndexOf((byte)'2') < 0 && (withPackages || !(isSystem && IsOfSystem(marker))))
        {
            _files.Add(new EnteredFile(Unescaped(marker[..quote]), isSystem, flags.IndexOf((byte)'4') >= 0));
        }
    }

    private static bool IsOfSystem(ReadOnlySpan<byte> path) => path.StartsWith("/usr/"u8) && !path.StartsWith("/usr/local/"u8);

    private static string Unescaped(ReadOnlySpan<byte> name)
    {
        if (name.IndexOf((byte)'\\') < 0)
        {
            return Encoding.UTF8.GetString(name);
        }

        var plain = new List<byte>(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            bool isEscaped = name[i] == (byte)'\\' && i + 1 < name.Length;
            i += isEscaped ? 1 : 0;
            plain.Add(isEscaped && name[i] == (byte)'n' ? (byte)'\n' : name[i]);
        }

        return Encoding.UTF8.GetString(plain.ToArray());
    }
}
