using Mesh.Node.Peers;

namespace Mesh.Node.Dispatch;

/// <summary>
/// Gives each job a place at a peer. Jobs queue for a place in the order they came, since here they would only take the
/// processor from the preprocessing that feeds the peers; when the queue is longer than the peers can soon serve, the rest is refused.
/// </summary>
internal sealed class PeerChooser : IDisposable
{
    /// <summary>Jobs that may wait for each place there is at the peers.</summary>
    private const int QueuePerPlace = 2;

    /// <summary>Longest wait for a place: peers that others keep busy for so long are no help.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private readonly object _gate = new();
    private readonly LinkedList<Waiting> _queue = new();
    private readonly Dictionary<string, int> _inFlight = [];
    private readonly PeerTable _peers;

    public PeerChooser(PeerTable peers)
    {
        _peers = peers;
        _peers.Changed += OnPeerChanged;
    }

    /// <summary>A place at the best peer that is not excluded, at once or when one comes free; or why there is none.</summary>
    public async ValueTask<PlaceResult> AcquireAsync(Wanted wanted, IReadOnlyCollection<string> exclude, CancellationToken cancel)
    {
        Waiting waiting;
        lock (_gate)
        {
            var answer = _queue.Count == 0 ? Answer(wanted, exclude) : Hopeless(wanted, exclude);
            if (answer is not null)
            {
                return answer;
            }

            if (_queue.Count >= QueuePerPlace * Candidates(wanted, exclude).Sum(peer => peer.Load.Capacity))
            {
                return new PlaceResult.AllBusy(_queue.Count);
            }

            waiting = new Waiting(wanted, exclude);
            _queue.AddLast(waiting);
            Serve();
        }

        using (var late = new CancellationTokenSource(MaxWait))
        using (late.Token.Register(() => GiveUp(waiting)))
        using (cancel.Register(() => Withdraw(waiting)))
        {
            return await waiting.Answer.Task.ConfigureAwait(false);
        }
    }

    public void Dispose() => _peers.Changed -= OnPeerChanged;

    private PlaceResult? Answer(Wanted wanted, IReadOnlyCollection<string> exclude) =>
        Hopeless(wanted, exclude) ?? (TryTake(wanted, exclude) is { } place ? new PlaceResult.Taken(place) : null);

    private PlaceResult? Hopeless(Wanted wanted, IReadOnlyCollection<string> exclude)
    {
        if (Candidates(wanted, exclude).Any())
        {
            return null;
        }

        var ready = _peers.Snapshot.Values.Where(peer => peer is { State: PeerState.Ready, Load.Capacity: > 0 } && !exclude.Contains(peer.Id)).ToList();
        return ready.Count == 0 ? new PlaceResult.NoPeer()
            : ready.All(peer => peer.Conduct.IsOnTrial) ? new PlaceResult.AllFailing(DispatchReasons.WhyNone(ready, peer => WhyNot(wanted, peer)))
            : new PlaceResult.NoToolchain(wanted.Compiler, DispatchReasons.WhyNone(ready, peer => WhyNot(wanted, peer)));
    }

    private string? WhyNot(Wanted wanted, Peer peer) => wanted.WhyNot(peer)
        ?? (peer.Conduct.IsOnTrial && _inFlight.ContainsKey(peer.Id) ? "its last jobs failed: one job tries whether it is well again" : null);

    private IEnumerable<Peer> Candidates(Wanted wanted, IReadOnlyCollection<string> exclude) =>
        _peers.Snapshot.Values.Where(peer => !exclude.Contains(peer.Id) && WhyNot(wanted, peer) is null);

    // The peer with the largest share of its slots free; among equals the one with more slots.
    private Place? TryTake(Wanted wanted, IReadOnlyCollection<string> exclude)
    {
        var best = Candidates(wanted, exclude)
            .Where(peer => BusyPlaces(peer) < peer.Load.Capacity)
            .OrderByDescending(peer => (peer.Slots - BusyPlaces(peer)) / (double)Math.Max(1, peer.Slots))
            .ThenByDescending(peer => peer.Slots)
            .FirstOrDefault();
        if (best is null)
        {
            return null;
        }

        _inFlight[best.Id] = _inFlight.GetValueOrDefault(best.Id) + 1;
        return new Place(best, () => Release(best.Id));
    }

    // What the peer said of others' jobs, and our own count of ours: its word on ours is always a little old.
    private int BusyPlaces(Peer peer) => Math.Max(0, peer.Load.Running - peer.Load.Ours) + _inFlight.GetValueOrDefault(peer.Id);

    private void Release(string peerId)
    {
        lock (_gate)
        {
            if (--_inFlight[peerId] == 0)
            {
                _inFlight.Remove(peerId);
            }

            Serve();
        }
    }

    private void OnPeerChanged(Peer peer)
    {
        lock (_gate)
        {
            Serve();
        }
    }

    private void Serve()
    {
        for (var node = _queue.First; node is not null;)
        {
            var (current, waiting) = (node, node.Value);
            node = node.Next;
            if (Answer(waiting.Wanted, waiting.Exclude) is { } answer)
            {
                _queue.Remove(current);
                waiting.Answer.SetResult(answer);
            }
        }
    }

    private void GiveUp(Waiting waiting)
    {
        lock (_gate)
        {
            if (_queue.Remove(waiting))
            {
                waiting.Answer.SetResult(new PlaceResult.AllBusy(_queue.Count));
            }
        }
    }

    private void Withdraw(Waiting waiting)
    {
        lock (_gate)
        {
            if (_queue.Remove(waiting))
            {
                waiting.Answer.SetCanceled();
            }
        }
    }

    private sealed class Waiting(Wanted wanted, IReadOnlyCollection<string> exclude)
    {
        public Wanted Wanted => wanted;

        public IReadOnlyCollection<string> Exclude => exclude;

        // Continuations run elsewhere: the answer is set under the lock.
        public TaskCompletionSource<PlaceResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
