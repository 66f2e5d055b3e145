using System.Net;
using System.Net.Sockets;

namespace Mesh.Wire.Dns;

/// <summary>What a record says, by type. Equal when it says the same, compared as RFC 6762 does.</summary>
internal abstract record DnsData(DnsType Type)
{
    /// <summary>A or AAAA.</summary>
    public sealed record Address(IPAddress Value)
        : DnsData(Value.AddressFamily == AddressFamily.InterNetwork ? DnsType.A : DnsType.Aaaa);

    public sealed record Pointer(DnsName Target) : DnsData(DnsType.Ptr);

    public sealed record Service(ushort Priority, ushort Weight, ushort Port, DnsName Target) : DnsData(DnsType.Srv);

    /// <summary>Length-prefixed strings as on the wire (RFC 6763 §6.1).</summary>
    public sealed record Text(byte[] Wire) : DnsData(DnsType.Txt)
    {
        public bool Equals(Text? other) => other is not null && Wire.AsSpan().SequenceEqual(other.Wire);

        public override int GetHashCode() => Wire.Length;
    }

    /// <summary>A type that mesh has no use for, kept as bytes; a compressed name inside means nothing outside its message.</summary>
    public sealed record Other(DnsType Number, byte[] Bytes) : DnsData(Number)
    {
        public bool Equals(Other? other) => other is not null && Type == other.Type && Bytes.AsSpan().SequenceEqual(other.Bytes);

        public override int GetHashCode() => Bytes.Length;
    }
}
