using System.Net;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Membership;

/// <summary>The peers that the configuration names, for networks without multicast.</summary>
internal sealed class ConfiguredPeers(IReadOnlyList<(string Host, int Port)> peers, ILogger logger, Func<string, Task<IPAddress[]>>? lookup = null)
{
    private readonly IReadOnlyList<ConfiguredPeer> _peers = [.. peers.Select(peer => new ConfiguredPeer(peer.Host, peer.Port, lookup ?? Dns.GetHostAddressesAsync, logger))];

    /// <summary>Where they were found last.</summary>
    public IEnumerable<IPEndPoint> EndPoints => _peers.SelectMany(peer => peer.EndPoints);

    /// <summary>Their connections are heard from any network.</summary>
    public IReadOnlyCollection<IPAddress> Addresses => [.. EndPoints.Select(end => end.Address)];

    /// <summary>Looks their names up until <paramref name="stop"/>, each in a loop of its own: one that stalls holds up nobody else's.</summary>
    /// <param name="found">Told each address, at every look.</param>
    /// <param name="stop">This node is leaving.</param>
    public IEnumerable<Task> Follow(Action<IPEndPoint> found, CancellationToken stop) => _peers.Select(peer => peer.FollowAsync(found, stop));
}
