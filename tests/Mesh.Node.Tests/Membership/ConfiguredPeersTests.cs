using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Mesh.Node.Membership;
using Mesh.Node.Tests.EndToEnd;
using Mesh.Testing;

namespace Mesh.Node.Tests.Membership;

public sealed class ConfiguredPeersTests : IDisposable
{
    private readonly ConcurrentQueue<IPEndPoint> _found = new();
    private readonly CancellationTokenSource _stop = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task A_name_that_is_never_resolved_holds_up_neither_the_others_nor_the_end()
    {
        var stalls = new TaskCompletionSource<IPAddress[]>();
        var peers = new ConfiguredPeers([("stalls", 1), ("unknown", 2), ("big", 3)], new CollectedLog(), name => name switch
        {
            "stalls" => stalls.Task,
            "unknown" => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)),
            _ => Task.FromResult<IPAddress[]>([IPAddress.Parse("10.0.0.7")]),
        });
        var loops = Task.WhenAll(peers.Follow(_found.Enqueue, _stop.Token));

        await Eventually.HoldsAsync(() => !_found.IsEmpty, Cancel);
        Assert.Equal([new IPEndPoint(IPAddress.Parse("10.0.0.7"), 3)], peers.EndPoints);
        Assert.Equal([IPAddress.Parse("10.0.0.7")], peers.Addresses);

        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loops.WaitAsync(TimeSpan.FromSeconds(3), Cancel));
    }
}
