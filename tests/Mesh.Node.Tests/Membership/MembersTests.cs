using System.Net;
using System.Threading.Channels;
using Mesh.Node.Discovery;
using Mesh.Node.Membership;
using Mesh.Node.Peers;
using Mesh.Node.Tests.EndToEnd;
using Mesh.Node.Transport;
using Mesh.Testing;
using Mesh.Wire.Compression;
using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.Membership;

public sealed class MembersTests : IAsyncDisposable
{
    private readonly PeerTable _peers = new();
    private readonly ScriptedPeer _peer = new();
    private readonly Announcements _discovery = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public MembersTests()
    {
        var dialer = new PeerDialer(new TcpTransport(new Neighbourhood([], () => [])), Greeting);
        var log = new CollectedLog();
        _running = new Members("own", _discovery, dialer, _peers, new ConfiguredPeers([], log), log).RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running.WaitAsync(TimeSpan.FromSeconds(10)));
        _peer.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task A_sighting_becomes_a_ready_peer_that_is_what_it_said_itself()
    {
        See("lies about its name", _peer.Id);
        await ReadyAsync();
        Assert.Equal("scripted", Assert.Single(_peers.Snapshot.Values).Name);
    }

    [Fact]
    public async Task A_goodbye_on_the_network_does_not_take_away_a_peer_that_lives()
    {
        See("scripted", _peer.Id);
        await ReadyAsync();
        _discovery.Say(Sighting("scripted", _peer.Id) with { Kind = SightingKind.Goodbye, Addresses = [] });
        See("scripted-2", _peer.Id); // it has taken another name

        // The next news of the peer comes after the goodbye was followed: one reader, one order.
        await Eventually.HoldsAsync(() => _discovery.AllRead, TestContext.Current.CancellationToken);
        Assert.Equal(PeerState.Ready, Assert.Single(_peers.Snapshot.Values).State);
    }

    [Fact]
    public async Task A_node_does_not_become_its_own_peer()
    {
        _peer.Id = "own";
        See("self", null);
        See("self", "own");
        await Eventually.HoldsAsync(() => _discovery.AllRead, TestContext.Current.CancellationToken);
        Assert.Empty(_peers.Snapshot);
    }

    [Fact]
    public async Task A_peer_whose_link_breaks_is_greeted_again()
    {
        See("scripted", _peer.Id);
        await ReadyAsync();
        var suspected = new TaskCompletionSource();
        _peers.Changed += peer => _ = peer.State == PeerState.Suspect && suspected.TrySetResult();
        var present = _peers.Snapshot.Values.Single().Present;

        _peer.DropControl();

        await suspected.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await ReadyAsync();
        Assert.True(present.IsCancellationRequested); // its jobs are not waited for
        Assert.False(_peers.Snapshot.Values.Single().Present.IsCancellationRequested);
    }

    private void See(string name, string? id) => _discovery.Say(Sighting(name, id));

    private Task ReadyAsync() => Eventually.HoldsAsync(() => _peers.Snapshot.Values.Any(peer => peer.State == PeerState.Ready), TestContext.Current.CancellationToken);

    private Sighting Sighting(string name, string? id) => new()
    {
        Kind = SightingKind.Seen,
        InstanceName = name,
        Host = "scripted.local",
        Port = _peer.Port,
        Addresses = [IPAddress.Loopback],
        Advertised = id is null ? null : new Advertisement { NodeId = id, Name = name, Port = _peer.Port, Arch = "x86_64" },
    };

    private static Hello Greeting(ConnectionPurpose purpose) => new()
    {
        Purpose = purpose,
        Codecs = Codecs.Available,
        Node = new NodeInfo { Id = "own", Name = "own", Arch = "", Port = 0, Slots = 0, FreeSlots = 0, Version = "1", Targets = [] },
    };

    /// <summary>Sightings as a test says them.</summary>
    private sealed class Announcements : IDiscovery
    {
        private readonly Channel<Sighting> _said = Channel.CreateUnbounded<Sighting>();

        public ChannelReader<Sighting> Sightings => _said.Reader;

        public string InstanceName => "own";

        public bool AllRead => _said.Reader.Count == 0;

        public void Say(Sighting sighting) => Assert.True(_said.Writer.TryWrite(sighting));

        public Task RunAsync(CancellationToken stop) => Task.CompletedTask;

        public void Update(Advertisement advertisement)
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
