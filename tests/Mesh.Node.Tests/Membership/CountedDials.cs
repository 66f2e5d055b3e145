using System.Collections.Concurrent;
using System.Net;
using Mesh.Node.Transport;

namespace Mesh.Node.Tests.Membership;

/// <summary>TCP that counts who was dialled. All addresses are this machine's.</summary>
internal sealed class CountedDials : ITransport
{
    private readonly TcpTransport _tcp = new(new Neighbourhood([], () => []));
    private readonly ConcurrentDictionary<int, int> _dialled = new();

    public int To(int port) => _dialled.GetValueOrDefault(port);

    public Task<Stream> ConnectAsync(IPEndPoint peer, CancellationToken cancel)
    {
        _dialled.AddOrUpdate(peer.Port, 1, (_, before) => before + 1);
        return _tcp.ConnectAsync(new IPEndPoint(IPAddress.Loopback, peer.Port), cancel);
    }

    public IPeerListener Listen(int port) => _tcp.Listen(port);
}
