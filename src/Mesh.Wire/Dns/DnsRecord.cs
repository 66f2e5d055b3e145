namespace Mesh.Wire.Dns;

/// <summary>
/// Class IN. <paramref name="CacheFlush"/> says that these are all the records of this name and type there are (RFC 6762 §10.2).
/// Time to live 0 is a goodbye.
/// </summary>
internal sealed record DnsRecord(DnsName Name, DnsData Data, uint TtlSeconds, bool CacheFlush = false)
{
    public DnsType Type => Data.Type;

    /// <summary>Same name, type and data, whatever time to live: what "the same record" means in RFC 6762.</summary>
    public bool IsSameAs(DnsRecord other) => Name.Equals(other.Name) && Data.Equals(other.Data);
}
