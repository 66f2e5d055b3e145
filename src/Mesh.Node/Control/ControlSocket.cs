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
    private readonly FileStream _lock;
    private readonly string _path;

    private ControlSocket(Socket socket, FileStream locked, string path)
    {
        _socket = socket;
        _lock = locked;
        _path = path;
    }

    /// <exception cref="SocketInUseException">A living node owns the socket.</exception>
    /// <exception cref="IOException">The socket cannot be made; the message names the path and why.</exception>
    public static ControlSocket Bind(string path)
    {
        FileStream? locked = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            locked = Lock(path);
            File.Delete(path);
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(path));

            // Root's node serves every user of the machine; the hands check who owns the node, and it runs nothing for them.
            if (Chmod(path, IsRoot ? 0x1B6u /* 0666 */ : 0x180u /* 0600 */) != 0)
            {
                throw new IOException("its mode cannot be set");
            }

            socket.Listen(Backlog);
            return new ControlSocket(socket, locked, path);
        }
        catch (Exception e) when (e is SocketException or UnauthorizedAccessException or ArgumentException or IOException and not SocketInUseException)
        {
            locked?.Dispose();
            throw new IOException($"cannot make the socket {path}: {e.Message}; choose another place with --socket", e);
        }
    }

    public async Task<NetworkStream> AcceptAsync(CancellationToken stop)
    {
        using (stop.Register(_socket.Dispose))
        {
            try
            {
                return new NetworkStream(await _socket.AcceptAsync().ConfigureAwait(false), ownsSocket: true);
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
        _lock.Dispose(); // the lock file stays: removing it would let two nodes lock two files of one name
    }

    private static bool IsRoot => GetEffectiveUserId() == 0;

    private static FileStream Lock(string path)
    {
        // Shared as far as Mono goes, which has its own, in-process idea of sharing; .NET asks flock itself, for a shared lock.
        var file = OpenLock(path + ".lock") ?? throw new SocketInUseException(path);
        if (Flock((int)file.SafeFileHandle.DangerousGetHandle(), LockExclusive | LockNonBlocking) != 0)
        {
            file.Dispose();
            throw new SocketInUseException(path);
        }

        return file;
    }

    private static FileStream? OpenLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1);
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) is TryAgain or SharingViolation)
        {
            return null;
        }
    }

    /// <summary>EWOULDBLOCK of flock(2), which .NET reports as it came, or by Windows' name for it.</summary>
    private const int TryAgain = 11;
    private const int SharingViolation = 0x20;

    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;

    [DllImport("libc", EntryPoint = "flock")]
    private static extern int Flock(int descriptor, int operation);

    [DllImport("libc", EntryPoint = "chmod", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Chmod(string path, uint mode);

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUserId();
}
