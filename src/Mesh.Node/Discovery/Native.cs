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
    public static void JoinIpv4(Socket socket, byte[] group, int index, string linkName)
    {
        // Else the socket also hears what any other process joined, on any interface: the link could not be told.
        if (!IsSet(socket, IpProtoIp, 49 /* IP_MULTICAST_ALL */, 0) || !IsSet(socket, IpProtoIp, 32 /* IP_MULTICAST_IF */, 0, 0, index)) BindToLink(socket, linkName);
        // RFC 6762 §11: 255 shows that no router was passed.
        Set(socket, IpProtoIp, 2 /* IP_TTL */, 255);
        Set(socket, IpProtoIp, 33 /* IP_MULTICAST_TTL */, 255);
        Set(socket, IpProtoIp, 34 /* IP_MULTICAST_LOOP */, 1);
        Set(socket, IpProtoIp, 35 /* IP_ADD_MEMBERSHIP */, BitConverter.ToInt32(group, 0), 0, index);
    }

    // struct ipv6_mreq { in6_addr group; int index; }
    public static void JoinIpv6(Socket socket, byte[] group, int index, string linkName)
    {
        Set(socket, IpProtoIpv6, 26 /* IPV6_V6ONLY */, 1);
        Set(socket, IpProtoIpv6, 16 /* IPV6_UNICAST_HOPS */, 255);
        Set(socket, IpProtoIpv6, 18 /* IPV6_MULTICAST_HOPS */, 255);
        Set(socket, IpProtoIpv6, 19 /* IPV6_MULTICAST_LOOP */, 1);
        if (!IsSet(socket, IpProtoIpv6, 17 /* IPV6_MULTICAST_IF */, index)) BindToLink(socket, linkName);
        var words = new int[5];
        Buffer.BlockCopy(group, 0, words, 0, 16);
        words[4] = index;
        Set(socket, IpProtoIpv6, 20 /* IPV6_JOIN_GROUP */, words);
    }

    // qemu's user emulation has neither IP_MULTICAST_ALL nor the two options that choose the link to send by. This does what they do, but
    // wants privilege on kernels before 5.7.
    private static void BindToLink(Socket socket, string linkName) => Set(socket, SolSocket, 25 /* SO_BINDTODEVICE */, Encoding.UTF8.GetBytes(linkName + "\0"));

    private static void Set(Socket socket, int level, int option, params int[] words) => Set(socket, level, option, Bytes(words));

    private static void Set(Socket socket, int level, int option, byte[] value)
    {
        if (setsockopt((int)socket.Handle, level, option, value, (uint)value.Length) == 0) return;
        var errno = Marshal.GetLastWin32Error();
        throw new IOException($"setsockopt({level}, {option}): {new Win32Exception(errno).Message}");
    }

    /// <returns>False where the system does not know the option.</returns>
    private static bool IsSet(Socket socket, int level, int option, params int[] words)
    {
        var value = Bytes(words);
        return setsockopt((int)socket.Handle, level, option, value, (uint)value.Length) == 0;
    }

    private static byte[] Bytes(int[] words)
    {
        var value = new byte[words.Length * sizeof(int)];
        Buffer.BlockCopy(words, 0, value, 0, value.Length);
        return value;
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int setsockopt(int socket, int level, int option, byte[] value, uint length);

    [DllImport("libc")]
    private static extern uint if_nametoindex(byte[] name);
}
