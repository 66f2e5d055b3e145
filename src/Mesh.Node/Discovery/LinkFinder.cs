using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Mesh.Node.Discovery;

/// <summary>Which interfaces mesh speaks on, right now.</summary>
internal static class LinkFinder
{
    /// <param name="wanted">By name; none means every multicast interface that is up, and loopback where there is no other.</param>
    public static List<Link> Find(IReadOnlyList<string> wanted)
    {
        var up = NetworkInterface.GetAllNetworkInterfaces().Where(IsUp).ToList();
        var chosen = wanted.Count > 0
            ? up.Where(candidate => wanted.Contains(candidate.Name))
            : up.Where(candidate => candidate.SupportsMulticast && !IsLoopback(candidate));
        var links = Describe(chosen);
        return links.Count == 0 && wanted.Count == 0 ? Describe(up.Where(IsLoopback)) : links;
    }

    // Loopback and tunnels have no state to tell: "unknown".
    private static bool IsUp(NetworkInterface candidate) => candidate.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown;

    private static bool IsLoopback(NetworkInterface candidate) => candidate.NetworkInterfaceType == NetworkInterfaceType.Loopback;

    private static List<Link> Describe(IEnumerable<NetworkInterface> chosen)
    {
        var links = new List<Link>();
        foreach (var candidate in chosen)
        {
            var index = Native.IndexOf(candidate.Name);
            var addresses = candidate.GetIPProperties().UnicastAddresses.Select(unicast => unicast.Address).Where(IsUsable).Distinct()
                .OrderBy(address => address.ToString(), StringComparer.Ordinal).ToList();
            // Without an address nobody can reach us there, and the kernel has none to send from.
            if (index > 0 && addresses.Count > 0 && links.All(link => link.Index != index)) links.Add(new Link(index, candidate.Name, addresses));
        }
        return links;
    }

    private static bool IsUsable(IPAddress address) =>
        address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && !address.Equals(IPAddress.Any);
}
