using System.Net;
using System.Net.Sockets;

namespace Mesh.Node.Transport;

/// <summary>Accepts TCP connections and drops, unread, those of strangers from other networks.</summary>
internal sealed class TcpListenerOfPeers(Socket socket, Neighbourhood neighbourhood) : IPeerListener
{
    /// <summary>Asked for while leaving too, when the socket is closed.</summary>
    public int Port { get; } = ((IPEndPoint)socket.LocalEndPoint!).Port;

    public async Task<IncomingStream> AcceptAsync(CancellationToken stop)
    {
        using (stop.Register(socket.Dispose))
        {
            while (true)
            {
                Socket accepted;
                try
                {
                    accepted = await socket.AcceptAsync().ConfigureAwait(false);
                }
                catch (Exception e) when (stop.IsCancellationRequested && e is SocketException or ObjectDisposedException)
                {
                    throw new OperationCanceledException(stop);
                }

                if (Admit(accepted) is { } incoming)
                {
                    return incoming;
                }
            }
        }
    }

    public void Dispose() => socket.Dispose();

    private IncomingStream? Admit(Socket accepted)
    {
        try
        {
            var from = Plain((IPEndPoint)accepted.RemoteEndPoint!);
            if (neighbourhood.Hears(from.Address, Plain((IPEndPoint)accepted.LocalEndPoint!).Address))
            {
                return new IncomingStream(TcpTransport.Opened(accepted), from);
            }
        }
        catch (Exception e) when (e is SocketException or System.Net.NetworkInformation.NetworkInformationException)
        {
            // The other side has closed already, or its interface is just going.
        }

        accepted.Dispose();
        return null;
    }

    private static IPEndPoint Plain(IPEndPoint end) =>
        end.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(end.Address.MapToIPv4(), end.Port) : end;
}
