using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Mesh.Node.Discovery;

/// <summary>Socket options that .NET and Mono do not offer, or offer each in its own way. Numbers are Linux's, the same on all its architectures that mesh runs on.</summary>
internal static class Native
{
    private const int SolSocket = 1;
    private const int IpProtoIp = 0;
    private const int IpProtoIpv6 = 41;

    /// <summary>0 for an interface that does not exist.</summary>
    public static int IndexOf(string interfaceName) => (int)if_nametoindex(Encoding.UTF8.GetBytes(interfaceName + "\0"));

    public static void ShareAddress(Socket socket)
    {
        Set(socket, SolSocket, 2 /* SO_REUSEADDR */, 1);
        Set(socket, SolSocket, 15 /* SO_REUSEPORT */, 1);
    }

    // struct ip_mreqn { in_addr group; in_addr address; int index; }
    public static void JoinIpv4(Socket socket, byte[] group, int index)
    {
        // Else the socket also hears what any other process joined, on any interface: the link could not be told.
        Set(socket, IpProtoIp, 49 /* IP_MULTICAST_ALL */, 0);
        // RFC 6762 §11: 255 shows that no router was passed.
        Set(socket, IpProtoIp, 2 /* IP_TTL */, 255);
        Set(socket, IpProtoIp, 33 /* IP_MULTICAST_TTL */, 255);
        Set(socket, IpProtoIp, 34 /* IP_MULTICAST_LOOP */, 1);
        Set(socket, IpProtoIp, 32 /* IP_MULTICAST_IF */, 0, 0, index);
        Set(socket, IpProtoIp, 35 /* IP_ADD_MEMBERSHIP */, BitConverter.ToInt32(group, 0), 0, index);
    }

    // struct ipv6_mreq { in6_addr group; int index; }
    public static void JoinIpv6(Socket socket, byte[] group, int index)
    {
        Set(socket, IpProtoIpv6, 26 /* IPV6_V6ONLY */, 1);
        Set(socket, IpProtoIpv6, 16 /* IPV6_UNICAST_HOPS */, 255);
        Set(socket, IpProtoIpv6, 18 /* IPV6_MULTICAST_HOPS */, 255);
        Set(socket, IpProtoIpv6, 19 /* IPV6_MULTICAST_LOOP */, 1);
        Set(socket, IpProtoIpv6, 17 /* IPV6_MULTICAST_IF */, index);
        var words = new int[5];
        Buffer.BlockCopy(group, 0, words, 0, 16);
        words[4] = index;
        Set(socket, IpProtoIpv6, 20 /* IPV6_JOIN_GROUP */, words);
    }

    private static void Set(Socket socket, int level, int option, params int[] words)
    {
        var value = new byte[words.Length * sizeof(int)];
        Buffer.BlockCopy(words, 0, value, 0, value.Length);
        if (setsockopt((int)socket.Handle, level, option, value, (uint)value.Length) == 0) return;
        var errno = Marshal.GetLastWin32Error();
        throw new IOException($"setsockopt({level}, {option}): {new Win32Exception(errno).Message}");
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int setsockopt(int socket, int level, int option, byte[] value, uint length);

    [DllImport("libc")]
    private static extern uint if_nametoindex(byte[] name);
}
