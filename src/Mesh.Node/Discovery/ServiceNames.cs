using Mesh.Wire.Dns;

namespace Mesh.Node.Discovery;

/// <summary>The names that do not depend on who we are.</summary>
internal static class ServiceNames
{
    public static readonly DnsName Local = DnsName.Of("local");

    public static readonly DnsName Service = DnsName.Parse("_meshcc._tcp.local");

    /// <summary>Lists the service types of a link (RFC 6763 §9).</summary>
    public static readonly DnsName TypeEnumeration = DnsName.Parse("_services._dns-sd._udp.local");

    public static bool IsInstance(DnsName name) => !name.IsRoot && name.Parent.Equals(Service);
}
