using System.Net;
using Mesh.Node.Peers;

namespace Mesh.Node.Tests.Peers;

public class PeerTableTests
{
    private readonly PeerTable _table = new();

    [Fact]
    public void A_peer_that_is_gone_leaves_the_table_and_is_announced_once()
    {
        var seen = new List<PeerState>();
        _table.Sight(SomePeer.Ready("a"));
        _table.Changed += peer => seen.Add(peer.State);

        Assert.Equal(PeerState.Gone, _table.Apply("a", PeerEvent.Goodbye, "it said goodbye")?.State);
        Assert.Null(_table.Apply("a", PeerEvent.Goodbye));

        Assert.Empty(_table.Snapshot);
        Assert.Equal([PeerState.Gone], seen);
    }

    [Fact]
    public void News_of_a_peer_that_was_never_sighted_changes_nothing()
    {
        Assert.Null(_table.Apply("stranger", PeerEvent.Greeted));
        _table.Update("stranger", peer => peer with { Slots = 9 });
        Assert.Empty(_table.Snapshot);
    }

    [Fact]
    public void A_second_sighting_renews_the_address_and_keeps_the_rest()
    {
        _table.Sight(SomePeer.Ready("a") with { JobsForUs = 7 });
        var moved = new IPEndPoint(IPAddress.Parse("10.0.0.9"), 4);

        _table.Sight(SomePeer.Ready("a") with { EndPoint = moved, JobsForUs = 0 });

        Assert.Equal(moved, _table.Find("a")!.EndPoint);
        Assert.Equal(7, _table.Find("a")!.JobsForUs);
    }

    [Fact]
    public void What_is_advertised_changes_nothing_of_a_peer_that_was_greeted()
    {
        _table.Sight(SomePeer.Ready("a"));
        var greeted = _table.Apply("a", PeerEvent.JobLost, "it lost a job");

        _table.Discover(SomePeer.Ready("a") with { State = PeerState.Discovered, Slots = 99 });
        _table.Apply("a", PeerEvent.Withdrawn);

        Assert.Equal(greeted, _table.Find("a"));
    }

    [Fact]
    public void The_reason_is_shown_while_the_peer_is_not_ready()
    {
        _table.Sight(SomePeer.Ready("a"));
        Assert.Equal("it hung up", _table.Apply("a", PeerEvent.Silent, "it hung up")!.Reason);
        Assert.Equal("", _table.Apply("a", PeerEvent.Greeted)!.Reason);
    }
}
