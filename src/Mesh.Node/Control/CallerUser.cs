using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Mesh.Node.Control;

/// <summary>Whose process is at the other end of the node's socket: the kernel says so, not the caller.</summary>
internal static class CallerUser
{
    // Linux: SOL_SOCKET, SO_PEERCRED; the answer is a struct ucred: pid, uid, gid.
    private const int SolSocket = 1, SoPeerCred = 17;

    /// <exception cref="IOException">The kernel does not say.</exception>
    public static uint Of(Socket socket)
    {
        var credentials = new uint[3];
        var length = (uint)(sizeof(uint) * credentials.Length);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            return getsockopt((int)socket.Handle, SolSocket, SoPeerCred, credentials, ref length) == 0
                ? credentials[1]
                : throw new IOException("the kernel does not say who is calling");
        }

        return getpeereid((int)socket.Handle, out var user, out _) == 0 ? user : throw new IOException("the kernel does not say who is calling");
    }

    [DllImport("libc")]
    private static extern int getsockopt(int socket, int level, int option, uint[] value, ref uint length);

    [DllImport("libc")]
    private static extern int getpeereid(int socket, out uint user, out uint group);
}
