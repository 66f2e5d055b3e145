using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Mesh.Node.Control;

/// <summary>
/// The node's Unix socket. A lock file beside it says who owns it, for as long as that process lives: so a socket left by a
/// killed node is taken over, and two nodes that start together cannot both win.
/// </summary>
internal sealed class ControlSocket : IDisposable
{
    /// <summary>Connections waiting to be accepted: a `make -j` of a few hundred opens them all at once.</summary>
    private const int Backlog = 512;

    private readonly Socket _socket;
    private readonly FileLock _lock;
    private readonly string _path;

    private ControlSocket(Socket socket, FileLock locked, string path)
    {
        _socket = socket;
        _lock = locked;
        _path = path;
    }

    /// <exception cref="SocketInUseException">A living node owns the socket.</exception>
    /// <exception cref="IOException">The socket cannot be made; the message names the path and why.</exception>
    public static ControlSocket Bind(string path)
    {
        FileLock? locked = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            locked = FileLock.TryTake(path + ".lock") ?? throw new SocketInUseException(path);
            RemoveStale(path);
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(path));

            // Root's node serves every user of the machine; the hands check who owns the node, and it runs nothing for them.
            FileLock.SetMode(path, IsRoot ? 0x1B6u /* 0666 */ : 0x180u /* 0600 */);

            socket.Listen(Backlog);
            return new ControlSocket(socket, locked, path);
        }
        catch (Exception e) when (e is SocketException or UnauthorizedAccessException or ArgumentException or IOException and not SocketInUseException)
        {
            locked?.Dispose();
            throw new IOException($"cannot make the socket {path}: {e.Message}; choose another place with --socket", e);
        }
    }

    /// <summary>The next caller; its socket is the one's who asked.</summary>
    public async Task<LocalCaller> AcceptAsync(CancellationToken stop)
    {
        using (stop.Register(_socket.Dispose))
        {
            try
            {
                var accepted = await _socket.AcceptAsync().ConfigureAwait(false);
                return new LocalCaller(new NetworkStream(accepted, ownsSocket: true), UserOf(accepted), GetEffectiveUserId());
            }
            catch (Exception e) when (stop.IsCancellationRequested && e is SocketException or ObjectDisposedException)
            {
                throw new OperationCanceledException(stop);
            }
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        File.Delete(_path);
        _lock.Dispose();
    }

    // What a killed node left. A file with content is no socket, but something that a wrong --socket names.
    private static void RemoveStale(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > 0 })
        {
            throw new IOException("a file that is no socket is there");
        }

        File.Delete(path);
    }

    // struct ucred { pid_t pid; uid_t uid; gid_t gid; }. Where the kernel does not say, it is nobody that may do anything.
    private static uint UserOf(Socket accepted)
    {
        var (credentials, length) = (new uint[3], 3 * (uint)sizeof(uint));
        return GetSocketOption((int)accepted.Handle, 1 /* SOL_SOCKET */, 17 /* SO_PEERCRED */, credentials, ref length) == 0 ? credentials[1] : uint.MaxValue;
    }

    private static bool IsRoot => GetEffectiveUserId() == 0;

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUserId();

    [DllImport("libc", EntryPoint = "getsockopt")]
    private static extern int GetSocketOption(int socket, int level, int option, [In, Out] uint[] value, ref uint length);
}
