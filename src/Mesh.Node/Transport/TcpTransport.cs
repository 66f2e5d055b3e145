using System.Net;
using System.Net.Sockets;

namespace Mesh.Node.Transport;

/// <summary>Peers over TCP. Without a mesh key only neighbours are heard: see <see cref="Neighbourhood"/>.</summary>
internal sealed class TcpTransport(Neighbourhood neighbourhood) : ITransport
{
    public async Task<Stream> ConnectAsync(IPEndPoint peer, CancellationToken cancel)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(peer.AddressFamily, SocketType.Stream, ProtocolType.Tcp); // fails without IPv6 here, or without descriptors

            // ConnectAsync takes no token in netstandard2.1: closing the socket is what ends the wait.
            using (cancel.Register(socket.Dispose))
            {
                await socket.ConnectAsync(peer).ConfigureAwait(false);
            }

            cancel.ThrowIfCancellationRequested();
            return Opened(socket);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            socket?.Dispose();
            cancel.ThrowIfCancellationRequested();
            throw new IOException($"cannot connect to {peer}: {e.Message}", e);
        }
    }

    public IPeerListener Listen(int port)
    {
        var socket = Bind(port);
        socket.Listen(128); // connections waiting to be accepted: more than any build opens at once
        return new TcpListenerOfPeers(socket, neighbourhood);
    }

    internal static NetworkStream Opened(Socket socket)
    {
        // A machine that vanished frees what it held here: after a quarter of a minute of silence, and three questions.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
#if NET
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
#endif
        socket.NoDelay = true; // frames are written whole; waiting to fill a segment only adds latency
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static Socket Bind(int port)
    {
        try
        {
            var both = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
            both.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            return both;
        }
        catch (SocketException e) when (e.SocketErrorCode is not SocketError.AddressAlreadyInUse)
        {
            // IPv6 is switched off on this machine.
        }
        catch (SocketException e)
        {
            throw new IOException($"cannot listen on TCP port {port}: {e.Message}; choose another with --port", e);
        }

        try
        {
            var four = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            four.Bind(new IPEndPoint(IPAddress.Any, port));
            return four;
        }
        catch (SocketException e)
        {
            throw new IOException($"cannot listen on TCP port {port}: {e.Message}; choose another with --port", e);
        }
    }
}
