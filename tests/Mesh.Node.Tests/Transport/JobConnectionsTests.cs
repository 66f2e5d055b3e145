using Mesh.Node.Transport;
using Mesh.Testing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.Transport;

public sealed class JobConnectionsTests
{
    private readonly HashSet<string> _known = ["peer"];

    [Fact]
    public async Task What_comes_back_is_given_out_again_the_freshest_first()
    {
        using var connections = Make();
        var ((one, _), (two, _)) = (await PairAsync("peer"), await PairAsync("peer"));
        connections.Return("peer", one);
        connections.Return("peer", two);
        Assert.Same(two, connections.TakeIdle("peer"));
        Assert.Same(one, connections.TakeIdle("peer"));
        Assert.Null(connections.TakeIdle("peer"));
        one.Dispose();
        two.Dispose();
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("another node")]
    [InlineData("forgotten later")]
    [InlineData("idle for long")]
    public async Task What_is_no_use_any_more_is_closed(string why)
    {
        using var connections = Make(why == "idle for long" ? TimeSpan.FromMilliseconds(50) : null);
        var (ours, theirs) = await PairAsync(why == "another node" ? "newcomer" : "peer");
        if (why == "gone")
        {
            _known.Clear();
        }

        connections.Return("peer", ours);
        if (why == "forgotten later")
        {
            connections.Forget("peer");
        }

        Assert.Null(await theirs.Reader.ReadAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancel)); // the end of the stream
        Assert.Null(connections.TakeIdle("peer"));
        theirs.Dispose();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private JobConnections Make(TimeSpan? keepFor = null) =>
        new(new PeerDialer(new TcpTransport(new Neighbourhood([], () => [])), _ => HelloOf("own")), _known.Contains, keepFor);

    private static async Task<(PeerConnection Ours, PeerConnection Theirs)> PairAsync(string id)
    {
        var (left, right) = DuplexStream.Pair();
        var theirs = PeerConnection.AnswerAsync(right, HelloOf(id), Cancel);
        return (await PeerConnection.GreetAsync(left, HelloOf("own"), Cancel), await theirs);
    }

    private static Hello HelloOf(string id) => new()
    {
        Purpose = ConnectionPurpose.Jobs,
        Codecs = ["none"],
        Node = new NodeInfo { Id = id, Name = id, Arch = "", Port = 0, Slots = 0, FreeSlots = 0, Version = "1", Targets = [] },
    };
}
