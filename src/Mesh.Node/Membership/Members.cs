using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Mesh.Node.Discovery;
using Mesh.Node.Peers;
using Mesh.Node.Transport;
using Mesh.Wire;
using Mesh.Wire.Messages;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Membership;

/// <summary>
/// Turns sightings into greeted peers. A sighting is only a hint where to dial, and shown until then; what counts is what the peer itself
/// said over a control connection, which stays open and is what tells us when the peer is lost.
/// </summary>
/// <param name="ownId">This node's.</param>
/// <param name="discovery">Where sightings come from.</param>
/// <param name="dialer">Opens the control connections.</param>
/// <param name="peers">Where greeted peers are entered.</param>
/// <param name="configured">Whom to dial besides.</param>
/// <param name="logger">The room's.</param>
/// <param name="clock">One that nobody sets; null for this process's own.</param>
internal sealed class Members(
    string ownId, IDiscovery discovery, PeerDialer dialer, PeerTable peers, ConfiguredPeers configured, ILogger logger, Func<TimeSpan>? clock = null)
{
    /// <summary>How often advertised or configured nodes without a link are looked at; <see cref="DialHistory"/> says which are dialled again.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    /// <summary>Between the attempts to greet a peer again that fell silent; after the last one it is gone.</summary>
    private static readonly TimeSpan[] RedialDelays = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(1)];

    /// <summary>A link that ends sooner was not wanted there: a node of a newer protocol version answers, and hangs up.</summary>
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(5);

    /// <summary>Links that end so soon, one after the other, until the peer is left alone for a while.</summary>
    private const int MostShortLives = 3;

    private readonly AdvertisedNodes _advertised = new(ownId, peers);
    private readonly ConcurrentDictionary<string, PeerLink> _links = new();
    private readonly object _gate = new();
    private readonly Dictionary<IPEndPoint, Task> _dialling = [];
    private readonly DialHistory _history = new();
    private readonly Func<TimeSpan> _clock = clock ?? Running(Stopwatch.StartNew());
    private CancellationToken _stop;

    private TimeSpan Now => _clock();

    public async Task RunAsync(CancellationToken stop)
    {
        _stop = stop;
        peers.Changed += OnPeerChanged;
        try
        {
            Task[] loops = [FollowSightingsAsync(), SweepAsync(), .. configured.Follow(address => Dial(null, [address]), stop)];
            await await Task.WhenAny(loops).ConfigureAwait(false); // none ends but by `stop` or a bug
        }
        finally
        {
            peers.Changed -= OnPeerChanged;
            Task[] dialling;
            lock (_gate)
            {
                dialling = [.. _dialling.Values];
            }

            await Task.WhenAll(dialling).ConfigureAwait(false); // each sees `stop`
        }
    }

    /// <summary>A peer greeted us: where it listens is as good a sighting as any.</summary>
    public void SawGreeting(Hello theirs, IPAddress from)
    {
        if (theirs.Node.Port > 0)
        {
            var address = new IPEndPoint(from, theirs.Node.Port);
            _history.Refresh(address);
            Dial(theirs.Node.Id, [address]);
        }
    }

    private static Func<TimeSpan> Running(Stopwatch watch) => () => watch.Elapsed;

    private async Task FollowSightingsAsync()
    {
        while (await discovery.Sightings.WaitToReadAsync(_stop).ConfigureAwait(false))
        {
            while (discovery.Sightings.TryRead(out var sighting))
            {
                Follow(sighting);
            }
        }
    }

    private void Follow(Sighting sighting)
    {
        switch (sighting.Kind)
        {
            case SightingKind.Seen:
                if (_advertised.IsNews(sighting))
                {
                    Refresh(sighting); // before a sweep can see it: what came of that dial shall not be forgotten
                }

                _advertised.Enter(sighting);
                Dial(sighting);
                break;
            case SightingKind.Goodbye:
                // A name that was given up is not a node that has left (RFC 6762 section 9), and anybody can send one: the control
                // connection says goodbye too, and tells whether the peer lives.
                if (_advertised.Withdraw(sighting) is { } left && _links.TryGetValue(left, out var link))
                {
                    link.Probe();
                }

                break;
            case SightingKind.Expired:
                _advertised.Withdraw(sighting); // the control connection knows better whether it lives
                break;
        }
    }

    private async Task SweepAsync()
    {
        while (true)
        {
            foreach (var address in configured.EndPoints)
            {
                Dial(null, [address]);
            }

            foreach (var sighting in _advertised.All)
            {
                Dial(sighting);
            }

            await Task.Delay(SweepInterval, _stop).ConfigureAwait(false);
        }
    }

    // A node that is new or another is dialled at once, whatever became of its address before.
    private void Refresh(Sighting sighting)
    {
        foreach (var address in AdvertisedNodes.EndPoints(sighting))
        {
            _history.Refresh(address);
        }
    }

    private void Dial(Sighting sighting)
    {
        if (sighting.Port > 0 && sighting.Addresses.Count > 0)
        {
            Dial(sighting.Advertised?.NodeId, AdvertisedNodes.EndPoints(sighting));
        }
    }

    private void Dial(string? id, IReadOnlyList<IPEndPoint> addresses)
    {
        if (id == ownId || (id is not null && _links.ContainsKey(id)) || addresses.Any(IsLinked))
        {
            return;
        }

        lock (_gate)
        {
            // One dialler per address at a time.
            if (!_dialling.ContainsKey(addresses[0]) && addresses.Where(address => !_history.Holds(address, Now)).ToList() is { Count: > 0 } due)
            {
                _dialling[addresses[0]] = Task.Run(() => DialAllAsync(addresses[0], due));
            }
        }
    }

    // By whatever address the link was made.
    private bool IsLinked(IPEndPoint address) => _history.OwnerOf(address) is { } owner && _links.ContainsKey(owner);

    private async Task DialAllAsync(IPEndPoint first, List<IPEndPoint> due)
    {
        try
        {
            foreach (var address in due)
            {
                if (await TryLinkAsync(address).ConfigureAwait(false) is { } link)
                {
                    await KeepAsync(link, address).ConfigureAwait(false);
                    return;
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                _dialling.Remove(first);
            }
        }
    }

    private async Task<PeerLink?> TryLinkAsync(IPEndPoint address)
    {
        try
        {
            var connection = await dialer.DialAsync(address, ConnectionPurpose.Control, _stop).ConfigureAwait(false);
            var link = new PeerLink(connection, peers);
            if (link.PeerId == ownId)
            {
                Failed(address, "it is this node itself");
            }
            else
            {
                _history.Answered(address, link.PeerId, Now);
                if (_links.TryAdd(link.PeerId, link))
                {
                    return link;
                }
            }

            link.Dispose(); // ourselves, or a peer that is linked by another of its addresses
        }
        catch (IOException e)
        {
            Failed(address, e.Message);
        }
        catch (ProtocolException e)
        {
            if (Remember(address, e.Message))
            {
                logger.Incompatible(address.ToString(), e.Message);
            }
        }
        catch (OperationCanceledException)
        {
            // This node is leaving.
        }

        return null;
    }

    private void Failed(IPEndPoint address, string reason)
    {
        if (Remember(address, reason))
        {
            logger.CannotGreet(address.ToString(), reason);
        }
    }

    private bool Remember(IPEndPoint address, string reason)
    {
        foreach (var shown in peers.Snapshot.Values.Where(peer => peer.State == PeerState.Discovered && peer.EndPoint.Equals(address)))
        {
            peers.Update(shown.Id, peer => peer.State == PeerState.Discovered ? peer with { Reason = reason } : peer);
        }

        return _history.Failed(address, reason, configured.EndPoints.Contains(address), Now);
    }

    private async Task KeepAsync(PeerLink link, IPEndPoint address)
    {
        var id = link.PeerId;
        var shortLives = 0;
        Greeted(link, address);
        while (true)
        {
            PeerEvent end;
            var since = Now;
            using (link)
            {
                end = await link.RunAsync(_stop).ConfigureAwait(false);
            }

            _links.TryRemove(id, out _);
            if (_stop.IsCancellationRequested || Ended(id, end))
            {
                return;
            }

            shortLives = Now - since < ShortLife ? shortLives + 1 : 0;
            if (shortLives == 0)
            {
                _history.Stood(address);
            }

            if (await RedialAsync(address, shortLives).ConfigureAwait(false) is not { } again)
            {
                if (!_links.ContainsKey(id)) // else it was met meanwhile by another of its addresses
                {
                    Lost(id);
                }

                return;
            }

            if (again.PeerId != id)
            {
                Lost(id); // a node that was started anew at the same place is another node
                id = again.PeerId;
            }

            link = again;
            Greeted(link, address);
        }
    }

    private void Greeted(PeerLink link, IPEndPoint address)
    {
        var described = link.Describe(address);
        peers.Sight(described);
        peers.Update(described.Id, known => described with { State = known.State, JobsForUs = known.JobsForUs, Conduct = known.Conduct, LongestJob = known.LongestJob });
        peers.Apply(described.Id, PeerEvent.Greeted);
        logger.PeerJoined(described.Name, described.Arch, described.Slots, address.ToString(), Targets(described));
    }

    private static string Targets(Peer peer) => peer.Toolchains.Count == 0
        ? "no compilers"
        : string.Join(", ", peer.Toolchains.Select(t => $"{t.Triplet}/{t.Compiler}-{t.Version}"));

    private bool Ended(string id, PeerEvent end)
    {
        var after = peers.Apply(id, end, end is PeerEvent.Goodbye ? "it said goodbye" : "its control connection is lost");
        switch (after)
        {
            case { State: PeerState.Gone }:
                logger.PeerLeft(after.Name, after.Reason);
                return true;
            case { }:
                logger.PeerSilent(after.Name);
                return false;
            default:
                return true; // gone already: its goodbye came over mDNS
        }
    }

    private void Lost(string id)
    {
        if (peers.Apply(id, PeerEvent.Silent, "it does not answer any more") is { } lost)
        {
            logger.PeerLeft(lost.Name, lost.Reason);
        }
    }

    private async Task<PeerLink?> RedialAsync(IPEndPoint address, int shortLives)
    {
        if (shortLives >= MostShortLives)
        {
            Failed(address, "it hangs up whenever it is greeted");
            return null;
        }

        foreach (var delay in RedialDelays)
        {
            try
            {
                await Task.Delay(delay, _stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            if (await TryLinkAsync(address).ConfigureAwait(false) is { } link)
            {
                return link;
            }
        }

        return null;
    }

    // A job was lost: does the peer still live?
    private void OnPeerChanged(Peer peer)
    {
        if (peer.State == PeerState.Suspect && _links.TryGetValue(peer.Id, out var link))
        {
            link.Probe();
        }
    }
}
