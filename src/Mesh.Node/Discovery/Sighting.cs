using System.Net;

namespace Mesh.Node.Discovery;

/// <summary>News about one other node. A hint, not a fact: whoever dials must greet it before trusting a word.</summary>
internal sealed record Sighting
{
    public required SightingKind Kind { get; init; }

    /// <summary>The DNS-SD instance, without service type and domain.</summary>
    public required string InstanceName { get; init; }

    /// <summary>As in the SRV record; "mesh-0123456789ab.local".</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>IPv4 first, then routable IPv6, then link-local with its scope id. Empty for a leaver.</summary>
    public required IReadOnlyList<IPAddress> Addresses { get; init; }

    /// <summary>Null when the TXT record is missing or not one that we understand.</summary>
    public Advertisement? Advertised { get; init; }
}
