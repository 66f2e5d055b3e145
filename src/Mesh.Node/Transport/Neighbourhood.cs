using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Mesh.Node.Transport;

/// <summary>
/// Says whose connections are heard. An open mesh (one without a key) hears only directly connected subnets, this machine, and the
/// hosts that the configuration names; and only on the interfaces that were chosen.
/// </summary>
internal sealed class Neighbourhood(IReadOnlyList<string> interfaces, Func<IReadOnlyCollection<IPAddress>> named)
{
    public bool Hears(IPAddress remote, IPAddress local)
    {
        if (IPAddress.IsLoopback(remote) || named().Contains(remote))
        {
            return true;
        }

        foreach (var link in NetworkInterface.GetAllNetworkInterfaces())
        {
            var chosen = interfaces.Count == 0 || interfaces.Contains(link.Name);
            foreach (var own in link.GetIPProperties().UnicastAddresses)
            {
                // A connection from an address of this machine itself arrives over loopback whatever its address.
                if (own.Address.Equals(remote) || (chosen && SameAddress(own.Address, local) && SameSubnet(own, remote)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    internal static bool SameSubnet(IPAddress own, int prefixBits, IPAddress remote)
    {
        if (own.AddressFamily != remote.AddressFamily)
        {
            return false;
        }

        var a = own.GetAddressBytes();
        var b = remote.GetAddressBytes();
        for (var bit = 0; bit < prefixBits; bit++)
        {
            var mask = 0x80 >> (bit % 8);
            if ((a[bit / 8] & mask) != (b[bit / 8] & mask))
            {
                return false;
            }
        }

        return true;
    }

    private static bool SameSubnet(UnicastIPAddressInformation own, IPAddress remote) =>
        remote.AddressFamily == AddressFamily.InterNetworkV6 && remote.IsIPv6LinkLocal
            ? own.Address.IsIPv6LinkLocal
            : SameSubnet(own.Address, OwnSubnet.PrefixBits(own), remote);

    // The scope of a link-local address is written differently by different calls: compare the bytes.
    private static bool SameAddress(IPAddress a, IPAddress b) => a.GetAddressBytes().AsSpan().SequenceEqual(b.GetAddressBytes());
}
