using System.Text;

namespace Mesh.Wire.Dns;

/// <summary>
/// A domain name: length-prefixed labels as on the wire (RFC 1035 §3.1), without the root's zero byte. Labels are bytes, not text, so
/// that a hostile name survives a round trip; letters compare without case, as RFC 6762 §16 wants.
/// </summary>
internal sealed class DnsName : IEquatable<DnsName>
{
    /// <summary>Bytes on the wire with the root's zero byte (RFC 1035 §2.3.4).</summary>
    public const int MaxWireBytes = 255;

    /// <summary>Bytes of one label: the two upper bits of its length byte mark a pointer.</summary>
    public const int MaxLabelBytes = 63;

    public static readonly DnsName Root = new([]);

    private readonly byte[] _wire;
    private readonly int _hash;

    /// <summary>Trusts its caller: labels in order, each with its length, no root byte, limits kept.</summary>
    internal DnsName(byte[] wire)
    {
        _wire = wire;
        _hash = HashOf(wire);
    }

    /// <summary>The labels with their length bytes; the root's zero byte is not among them.</summary>
    internal byte[] Wire => _wire;

    public bool IsRoot => _wire.Length == 0;

    /// <summary>The first label as text; bytes that are no UTF-8 become U+FFFD.</summary>
    public string FirstLabel => IsRoot ? "" : Encoding.UTF8.GetString(_wire, 1, _wire[0]);

    /// <summary>The name without its first label; the root's parent is the root.</summary>
    public DnsName Parent => IsRoot ? this : new DnsName(_wire.AsSpan(1 + _wire[0]).ToArray());

    /// <summary>From labels of our own making; a label may contain dots and spaces ("living room.2").</summary>
    public static DnsName Of(params string[] labels)
    {
        var wire = new List<byte>();
        foreach (var label in labels)
        {
            var bytes = Encoding.UTF8.GetBytes(label);
            if (bytes.Length is 0 or > MaxLabelBytes)
                throw new ArgumentException($"label of {bytes.Length} bytes; 1 to {MaxLabelBytes} are allowed", nameof(labels));
            wire.Add((byte)bytes.Length);
            wire.AddRange(bytes);
        }
        if (wire.Count + 1 > MaxWireBytes)
            throw new ArgumentException($"name of {wire.Count + 1} bytes; {MaxWireBytes} are allowed", nameof(labels));
        return new DnsName([.. wire]);
    }

    /// <summary>From dotted text without escapes: "_meshcc._tcp.local".</summary>
    public static DnsName Parse(string dotted) => Of(dotted.TrimEnd('.').Split('.'));

    public DnsName Prepend(string label)
    {
        var first = Of(label)._wire;
        if (first.Length + _wire.Length + 1 > MaxWireBytes)
            throw new ArgumentException($"name of more than {MaxWireBytes} bytes", nameof(label));
        return new DnsName([.. first, .. _wire]);
    }

    public bool Equals(DnsName? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || other._hash != _hash || other._wire.Length != _wire.Length) return false;
        for (var i = 0; i < _wire.Length; i++)
            if (Fold(_wire[i]) != Fold(other._wire[i])) return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as DnsName);

    public override int GetHashCode() => _hash;

    /// <summary>Dotted, with RFC 1035 §5.1 escapes, fit for a log: no control character passes.</summary>
    public override string ToString()
    {
        if (IsRoot) return ".";
        var text = new StringBuilder();
        for (var at = 0; at < _wire.Length; at += 1 + _wire[at])
        {
            if (at > 0) text.Append('.');
            foreach (var c in Encoding.UTF8.GetString(_wire, at + 1, _wire[at]))
            {
                if (c is '.' or '\\') text.Append('\\').Append(c);
                else if (char.IsControl(c)) text.Append('\\').Append(((int)c).ToString("D3"));
                else text.Append(c);
            }
        }
        return text.ToString();
    }

    // Length bytes are at most 63, below 'A', so folding the whole array touches letters only.
    private static byte Fold(byte b) => b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b + 32) : b;

    private static int HashOf(byte[] wire)
    {
        // FNV-1a; a flood of chosen names cannot fill a table, because every table of names has a limit.
        var hash = 2166136261u;
        foreach (var b in wire) hash = (hash ^ Fold(b)) * 16777619u;
        return (int)hash;
    }
}
