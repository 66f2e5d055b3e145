using System.Collections.Concurrent;
using System.Net;
using Mesh.Node.Discovery;
using Mesh.Node.Peers;

namespace Mesh.Node.Membership;

/// <summary>What is advertised now, by instance name, and shown in the peer table until it is greeted.</summary>
internal sealed class AdvertisedNodes(string ownId, PeerTable peers)
{
    private readonly ConcurrentDictionary<string, Sighting> _byName = new();

    public ICollection<Sighting> All => _byName.Values;

    public static List<IPEndPoint> EndPoints(Sighting sighting) => [.. sighting.Addresses.Select(address => new IPEndPoint(address, sighting.Port))];

    /// <summary>Whether the node is new or another, or at another place. Free slots change all the time, and say nothing of that.</summary>
    public bool IsNews(Sighting sighting) =>
        !_byName.TryGetValue(sighting.InstanceName, out var before) || WhoAndWhere(before) != WhoAndWhere(sighting);

    public void Enter(Sighting sighting)
    {
        _byName[sighting.InstanceName] = sighting;
        Show(sighting);
        if (sighting.Advertised is { } known)
        {
            // It may have met a namesake since it was greeted.
            peers.Update(known.NodeId, peer => peer with { Name = sighting.InstanceName });
        }
    }

    /// <returns>The node that was advertised by that name.</returns>
    public string? Withdraw(Sighting sighting)
    {
        var id = _byName.TryRemove(sighting.InstanceName, out var last) ? last.Advertised?.NodeId : null;
        if (id is not null && _byName.Values.All(other => other.Advertised?.NodeId != id)) // else it has only taken another name
        {
            peers.Apply(id, PeerEvent.Withdrawn);
        }

        return id;
    }

    private void Show(Sighting sighting)
    {
        if (sighting.Advertised is not { } advertised || advertised.NodeId == ownId || sighting.Addresses.Count == 0)
        {
            return;
        }

        peers.Discover(new Peer
        {
            Id = advertised.NodeId,
            Name = sighting.InstanceName,
            EndPoint = EndPoints(sighting)[0],
            Arch = advertised.Arch,
            Slots = advertised.Slots,
            Load = new PeerLoad(advertised.FreeSlots, 0, 0, 0),
            Toolchains = [.. advertised.Targets.Select(target => new PeerToolchain(target.Triplet, target.Compiler, target.Version, []))],
        });
    }

    private static (string?, int?, string) WhoAndWhere(Sighting sighting) =>
        (sighting.Advertised?.NodeId, sighting.Advertised?.ProtocolVersion, string.Join(" ", EndPoints(sighting)));
}
