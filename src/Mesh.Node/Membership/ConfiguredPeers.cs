using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Membership;

/// <summary>The peers that the configuration names, for networks without multicast. Names are resolved again at every sweep: addresses move.</summary>
internal sealed class ConfiguredPeers(IReadOnlyList<(string Host, int Port)> peers, ILogger logger)
{
    private IReadOnlyCollection<IPAddress> _addresses = [];

    /// <summary>Where they were found last; their connections are heard from any network.</summary>
    public IReadOnlyCollection<IPAddress> Addresses => Volatile.Read(ref _addresses);

    public async Task<IReadOnlyList<IPEndPoint>> ResolveAsync(CancellationToken stop)
    {
        var found = new List<IPEndPoint>();
        foreach (var (host, port) in peers)
        {
            try
            {
                found.AddRange((await Dns.GetHostAddressesAsync(host).WaitAsync(stop).ConfigureAwait(false)).Select(address => new IPEndPoint(address, port)));
            }
            catch (Exception e) when (e is SocketException or ArgumentException) // unknown, or no name at all
            {
                logger.CannotGreet($"{host}:{port}", e.Message);
            }
        }

        Volatile.Write(ref _addresses, [.. found.Select(end => end.Address)]);
        return found;
    }
}
