using Mesh.Node.Membership;
using Mesh.Node.Transport;
using Mesh.Testing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.Membership;

public sealed class LoadFeedTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_peer_that_never_says_a_word_is_asked_and_then_given_up(bool reads)
    {
        var (feed, peer) = await StartAsync();
        var asked = 0;
        while (reads && await peer.Reader.ReadAsync(Cancel) is { } frame)
        {
            asked += frame.Kind == MessageKind.Ping ? 1 : 0;
        }

        await feed.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        Assert.InRange(asked, reads ? 1 : 0, 3);
        peer.Dispose();
    }

    [Fact]
    public async Task A_peer_that_answers_is_kept()
    {
        var (feed, peer) = await StartAsync();
        for (var asked = 0; asked < 6;)
        {
            var frame = await peer.Reader.ReadAsync(Cancel);
            Assert.NotNull(frame);
            if (frame.Value.Kind == MessageKind.Ping)
            {
                asked++;
                await peer.Writer.WriteAsync(new Pong(Ping.Decode(frame.Value.Body).Token), Cancel);
            }
        }

        Assert.False(feed.IsCompleted);
        peer.Dispose();
        await feed.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    private static async Task<(Task Feed, PeerConnection Peer)> StartAsync()
    {
        var (left, right) = DuplexStream.Pair();
        var answering = PeerConnection.AnswerAsync(right, Greeting, Cancel);
        var peer = await PeerConnection.GreetAsync(left, Greeting, Cancel);
        var feed = new LoadFeed(await answering, () => new State(1, 2, 0, 0), Greeting.Node.Targets, () => Greeting.Node.Targets, Silence);
        return (feed.RunAsync(Cancel), peer);
    }

    private static Hello Greeting { get; } = new()
    {
        Purpose = ConnectionPurpose.Control,
        Codecs = ["none"],
        Node = new NodeInfo { Id = "own", Name = "own", Arch = "", Port = 0, Slots = 0, FreeSlots = 0, Version = "1", Targets = [] },
    };
}
