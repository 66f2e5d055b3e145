using System.Net;
using System.Net.Sockets;
using Mesh.Node.Control;
using Mesh.Node.Discovery;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Running;

/// <summary>What <c>mesh status</c> sees on the network when no node runs here.</summary>
internal static class NetworkLook
{
    /// <summary>Responders answer a question within 120 ms (RFC 6762 §6); the rest is for slow machines.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<PeerStatus>> BrowseAsync(CancellationToken cancel)
    {
        var sightings = await MulticastDiscovery.BrowseAsync(Duration, [], NullLogger.Instance, cancel).ConfigureAwait(false);
        return sightings.Where(sighting => sighting.Kind == SightingKind.Seen).Select(Peer).ToList();
    }

    internal static PeerStatus Peer(Sighting sighting) => new()
    {
        Name = sighting.InstanceName,
        Id = sighting.Advertised?.NodeId ?? "",
        Address = sighting.Addresses.Count > 0 ? EndPoint(sighting.Addresses[0], sighting.Port) : $"{sighting.Host}:{sighting.Port}",
        Arch = sighting.Advertised?.Arch ?? "",
        Slots = sighting.Advertised?.Slots ?? 0,
        Free = sighting.Advertised?.FreeSlots ?? 0,
        State = "discovered",
        Targets = sighting.Advertised is { } advertised
            ? advertised.Targets.Select(target => new TargetStatus { Triplet = target.Triplet, Compiler = target.Compiler, Version = target.Version }).ToList()
            : [],
        Reason = sighting.Advertised is null ? "speaks another version" : null,
    };

    private static string EndPoint(IPAddress address, int port) => address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]:{port}" : $"{address}:{port}";
}
