namespace Mesh.Wire.Dns;

/// <summary>Class IN. <paramref name="WantsUnicast"/> is the QU bit (RFC 6762 §5.4).</summary>
internal sealed record DnsQuestion(DnsName Name, DnsType Type, bool WantsUnicast = false);
