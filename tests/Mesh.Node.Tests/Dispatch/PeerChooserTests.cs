using Mesh.Node.Dispatch;
using Mesh.Node.Peers;
using Mesh.Node.Tests.Peers;

namespace Mesh.Node.Tests.Dispatch;

public sealed class PeerChooserTests : IDisposable
{
    private static readonly Wanted Gcc = new(new CompilerWish("x86_64-linux-gnu", "gcc", "12.2.0", "c"), SomePeer.Key);

    private readonly PeerTable _peers = new();
    private readonly PeerChooser _chooser;

    public PeerChooserTests() => _chooser = new PeerChooser(_peers);

    public void Dispose() => _chooser.Dispose();

    [Fact]
    public async Task Without_peers_there_is_no_place() => Assert.IsType<PlaceResult.NoPeer>(await Acquire());

    [Theory]
    [InlineData("12.2.1", "x86_64-linux-gnu", "gcc", "c")]
    [InlineData("12.2.0", "arm-linux-gnueabihf", "gcc", "c")]
    [InlineData("12.2.0", "x86_64-linux-gnu", "clang", "c")]
    [InlineData("12.2.0", "x86_64-linux-gnu", "gcc", "c++")]
    public async Task Another_compiler_is_no_help(string version, string triplet, string compiler, string language)
    {
        _peers.Sight(SomePeer.Ready("a"));
        Assert.IsType<PlaceResult.NoToolchain>(await Acquire(new Wanted(new CompilerWish(triplet, compiler, version, language), "another")));
    }

    [Fact]
    public async Task Jobs_spread_over_the_peers_by_their_free_share()
    {
        _peers.Sight(SomePeer.Ready("big", slots: 4));
        _peers.Sight(SomePeer.Ready("small", slots: 2));

        var names = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            names.Add(Taken(await Acquire()).Peer.Name);
        }

        Assert.Equal(4, names.Count(name => name == "big"));
        Assert.Equal(2, names.Count(name => name == "small"));
    }

    [Fact]
    public async Task Places_that_others_took_are_not_given()
    {
        _peers.Sight(SomePeer.Ready("a", slots: 1, running: 2, ours: 0));
        var waiting = Acquire();
        Assert.False(waiting.IsCompleted);

        _peers.Update("a", peer => peer with { Load = new PeerLoad(1, 2, 0, 0) });
        Assert.Equal("a", Taken(await waiting).Peer.Name);
    }

    [Fact]
    public async Task Waiting_jobs_are_served_in_their_order_when_places_come_back()
    {
        _peers.Sight(SomePeer.Ready("a", slots: 1));
        var (first, second) = (Taken(await Acquire()), Taken(await Acquire()));
        var (third, fourth) = (Acquire(), Acquire());
        Assert.False(third.IsCompleted || fourth.IsCompleted);

        first.Dispose();
        Taken(await third);
        Assert.False(fourth.IsCompleted);
        second.Dispose();
        second.Dispose(); // twice gives nothing twice
        Taken(await fourth);
    }

    [Fact]
    public async Task A_long_queue_sends_jobs_home()
    {
        _peers.Sight(SomePeer.Ready("a", slots: 1));
        var waiting = Enumerable.Range(0, 2 + 4).Select(_ => Acquire()).ToList(); // two places, two waiting for each
        Assert.IsType<PlaceResult.AllBusy>(await Acquire());
        Assert.Equal(2, waiting.Count(task => task.IsCompleted));
    }

    [Fact]
    public async Task Jobs_that_wait_for_a_peer_that_leaves_are_told()
    {
        _peers.Sight(SomePeer.Ready("a", slots: 1, running: 2));
        var waiting = Acquire();
        _peers.Apply("a", PeerEvent.Goodbye);
        Assert.IsType<PlaceResult.NoPeer>(await waiting);
    }

    [Fact]
    public async Task A_cancelled_job_leaves_the_queue()
    {
        using var cancel = new CancellationTokenSource();
        _peers.Sight(SomePeer.Ready("a", slots: 1));
        var (one, _) = (Taken(await Acquire()), Taken(await Acquire()));
        var cancelled = _chooser.AcquireAsync(Gcc, [], cancel.Token).AsTask();
        var next = Acquire();
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        one.Dispose();
        Taken(await next);
    }

    [Theory]
    [InlineData("quarantined")]
    [InlineData("excluded")]
    [InlineData("suspect")]
    public async Task A_peer_that_may_not_be_used_is_passed_over(string why)
    {
        _peers.Sight(SomePeer.Ready("a") with
        {
            Quarantined = why == "quarantined" ? new Dictionary<string, string> { ["f-a"] = "it sent nonsense" } : [],
            State = why == "suspect" ? PeerState.Suspect : PeerState.Ready,
        });
        var result = await _chooser.AcquireAsync(Gcc, why == "excluded" ? ["a"] : [], TestContext.Current.CancellationToken);
        Assert.IsNotType<PlaceResult.Taken>(result);
    }

    [Fact]
    public async Task A_peer_that_keeps_failing_rests_and_is_then_tried_with_one_job()
    {
        var rested = Conduct.Good.Failed(TimeSpan.Zero).Failed(TimeSpan.Zero).Failed(TimeSpan.Zero) with { RestsUntil = TimeSpan.Zero };
        _peers.Sight(SomePeer.Ready("a") with { Conduct = rested.Failed(Conduct.Now) });
        Assert.Contains("jobs failed", Assert.IsType<PlaceResult.AllFailing>(await Acquire()).Why);

        _peers.Update("a", peer => peer with { Conduct = rested });
        var trial = Taken(await Acquire());
        Assert.IsType<PlaceResult.AllFailing>(await Acquire());

        trial.Dispose();
        _peers.Update("a", peer => peer with { Conduct = Conduct.Good });
        Taken(await Acquire());
        Taken(await Acquire());
    }

    private static Place Taken(PlaceResult result) => Assert.IsType<PlaceResult.Taken>(result).Place;

    private Task<PlaceResult> Acquire(Wanted? wanted = null) =>
        _chooser.AcquireAsync(wanted ?? Gcc, [], TestContext.Current.CancellationToken).AsTask();
}
