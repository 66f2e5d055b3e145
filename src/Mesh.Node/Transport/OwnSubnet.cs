using System.Globalization;
using System.Net.NetworkInformation;
#if NETSTANDARD2_1
using System.Net.Sockets;
#endif

namespace Mesh.Node.Transport;

/// <summary>How large the subnet is that an address of this machine is in.</summary>
internal static class OwnSubnet
{
#if NETSTANDARD2_1
    private const string Ipv6Addresses = "/proc/net/if_inet6";

    // Mono 6.8 throws NotImplementedException for PrefixLength. It knows IPv4's mask; of IPv6 the kernel's table tells.
    public static int PrefixBits(UnicastIPAddressInformation own)
    {
        var address = own.Address.GetAddressBytes();
        if (own.Address.AddressFamily == AddressFamily.InterNetwork) return own.IPv4Mask.GetAddressBytes().Sum(OnesIn);
        return FromTable(File.Exists(Ipv6Addresses) ? File.ReadAllLines(Ipv6Addresses) : [], address);
    }

    private static int OnesIn(byte value)
    {
        var ones = 0;
        for (; value != 0; value >>= 1) ones += value & 1;
        return ones;
    }
#else
    public static int PrefixBits(UnicastIPAddressInformation own) => own.PrefixLength;
#endif

    // address (32 hex digits) | interface | prefix (hex) | scope | flags | name. An address that is not there is its own subnet.
    internal static int FromTable(IEnumerable<string> lines, byte[] address)
    {
        var wanted = BitConverter.ToString(address).Replace("-", "");
        var row = lines.Select(line => line.Split(' ')).FirstOrDefault(words => words.Length > 2 && words[0].Equals(wanted, StringComparison.OrdinalIgnoreCase));
        return row is null ? address.Length * 8 : int.Parse(row[2], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
