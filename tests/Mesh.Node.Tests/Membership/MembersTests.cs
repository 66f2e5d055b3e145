using System.Net;
using System.Net.Sockets;
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
    private readonly TaskCompletionSource<IPAddress[]> _resolver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly CountedDials _dials = new();
    private readonly CollectedLog _log = new();
    private readonly Task _running;
    private int _seconds;

    public MembersTests()
    {
        // The one peer that is configured has a second address, and a resolver that answers when a test says so.
        var configured = new ConfiguredPeers([("scripted", _peer.Port)], _log, _ => _resolver.Task);
        _running = new Members("own", _discovery, new PeerDialer(_dials, Greeting), _peers, configured, _log, () => TimeSpan.FromSeconds(Volatile.Read(ref _seconds))).RunAsync(_stop.Token);
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

    [Fact]
    public async Task One_that_cannot_be_greeted_is_shown_as_it_is_advertised_for_as_long_as_it_is()
    {
        using var stranger = new Stranger();
        var there = Sighting("far", "feed") with { Port = stranger.Port };
        _discovery.Say(there with { Advertised = there.Advertised! with { Slots = 8, FreeSlots = 3 } });
        await Eventually.HoldsAsync(() => _peers.Find("feed") is { Reason.Length: > 0 }, Cancel);

        var shown = _peers.Find("feed")!;
        Assert.Equal((PeerState.Discovered, "far", "x86_64", 8, 3), (shown.State, shown.Name, shown.Arch, shown.Slots, shown.Load.Free));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, stranger.Port), shown.EndPoint);

        _discovery.Say(there with { InstanceName = "far-2" }); // it has taken another name
        _discovery.Say(there with { Kind = SightingKind.Goodbye, Addresses = [] });
        See("scripted", _peer.Id);
        await ReadyAsync();
        Assert.Equal("far-2", _peers.Find("feed")?.Name);

        _discovery.Say(there with { InstanceName = "far-2", Kind = SightingKind.Expired, Addresses = [] });
        await Eventually.HoldsAsync(() => _peers.Find("feed") is null, Cancel);
    }

    [Fact]
    public async Task A_peer_that_hangs_up_whenever_it_is_greeted_is_left_alone()
    {
        _peers.Changed += peer =>
        {
            if (peer is { State: PeerState.Ready, Load.Capacity: > 0 })
            {
                _peer.DropControl();
            }
        };
        See("scripted", _peer.Id);
        await Eventually.HoldsAsync(() => _log.ToString().Contains("it hangs up whenever it is greeted", StringComparison.Ordinal), Cancel);
        await Eventually.HoldsAsync(() => _peers.Snapshot.Values.All(peer => peer.State != PeerState.Suspect), Cancel);
        Assert.Equal(3, _dials.To(_peer.Port));
    }

    [Fact]
    public async Task One_that_cannot_be_greeted_is_left_alone_longer_each_time_and_told_of_once()
    {
        using var stranger = new Stranger();
        _discovery.Say(Sighting("stranger", "feed") with { Port = stranger.Port });
        await DialledAsync(stranger.Port, 1);
        await SweptAfterFiveSecondsAsync();
        await DialledAsync(stranger.Port, 2);
        await SweptAfterFiveSecondsAsync();
        Assert.Equal(2, _dials.To(stranger.Port));
        Interlocked.Add(ref _seconds, 10);
        await DialledAsync(stranger.Port, 3);
        Assert.Equal(1, Warnings);
    }

    [Fact]
    public async Task One_that_cannot_be_greeted_is_dialled_at_once_when_there_is_news_of_where_it_is()
    {
        using var stranger = new Stranger();
        var there = Sighting("stranger", "feed") with { Port = stranger.Port };
        _discovery.Say(there);
        await Eventually.HoldsAsync(() => Warnings == 1, Cancel);

        _discovery.Say(there with { Advertised = there.Advertised! with { FreeSlots = 1 } });
        See("scripted", _peer.Id); // one reader, one order
        await ReadyAsync();
        Assert.Equal(1, _dials.To(stranger.Port));

        await Eventually.HoldsAsync(
            () =>
            {
                _discovery.Say(there with { Advertised = there.Advertised! with { NodeId = Guid.NewGuid().ToString("N") } }); // started anew
                return _dials.To(stranger.Port) > 1;
            },
            Cancel);
        Assert.Equal(1, Warnings);
    }

    [Fact]
    public async Task Another_address_of_a_peer_that_is_linked_is_dialled_once()
    {
        See("scripted", _peer.Id);
        await ReadyAsync();
        _resolver.SetResult([IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]);
        await DialledAsync(_peer.Port, 2);
        await SweptAfterFiveSecondsAsync();
        await SweptAfterFiveSecondsAsync();
        Assert.Equal(2, _dials.To(_peer.Port));
    }

    [Fact]
    public async Task This_node_is_not_dialled_at_every_look_where_the_configuration_names_it()
    {
        _peer.Id = "own";
        _resolver.SetResult([IPAddress.Loopback]);
        await DialledAsync(_peer.Port, 1);
        await SweptAfterFiveSecondsAsync();
        await DialledAsync(_peer.Port, 2);
        await SweptAfterFiveSecondsAsync();
        Assert.Equal(2, _dials.To(_peer.Port));
        Assert.Empty(_peers.Snapshot);
    }

    [Fact]
    public async Task A_resolver_that_stalls_does_not_keep_others_from_being_dialled_again() => await SweptAfterFiveSecondsAsync();

    private int Warnings => _log.ToString().Split("is not used").Length - 1;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task DialledAsync(int port, int times) => Eventually.HoldsAsync(() => _dials.To(port) == times, Cancel);

    // Whoever is sighted now and does not listen is dialled again by the first sweep of 5 s later: that sweep has looked at all others too, as the
    // one before has: what it should not have dialled shows.
    private async Task SweptAfterFiveSecondsAsync()
    {
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)nobody.LocalEndPoint!).Port;
        _discovery.Say(Sighting($"nobody {port}", null) with { Port = port });
        await Eventually.HoldsAsync(() => _log.ToString().Contains($":{port} cannot be greeted", StringComparison.Ordinal), Cancel);
        Interlocked.Add(ref _seconds, 5);
        await DialledAsync(port, 2);
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
