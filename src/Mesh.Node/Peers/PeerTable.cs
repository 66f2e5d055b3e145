namespace Mesh.Node.Peers;

/// <summary>Holds what this node knows of each peer; every change passes through here. A peer that is gone leaves the table.</summary>
internal sealed class PeerTable
{
    /// <summary>Peers remembered for what they returned, and toolchains of each: a peer that is started anew has another id, and so its own row.</summary>
    private const int MostQuarantined = 256;

    private readonly object _gate = new();

    // Outlives the peer's place in the table: a peer that comes back is not better for it.
    private IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> _quarantined = new Dictionary<string, IReadOnlyDictionary<string, string>>();

    // Copied on every change: peers come and go far more rarely than they are read.
    private IReadOnlyDictionary<string, Peer> _peers = new Dictionary<string, Peer>();

    /// <summary>Raised after every change with the peer as it is now, outside the lock; handlers must be quick.</summary>
    public event Action<Peer>? Changed;

    public IReadOnlyDictionary<string, Peer> Snapshot => Volatile.Read(ref _peers);

    public Peer? Find(string id) => Snapshot.TryGetValue(id, out var peer) ? peer : null;

    /// <summary>Adds a peer that was sighted, or renews what is known of where it is.</summary>
    public Peer Sight(Peer seen) => Change(seen.Id, known => known is null
        ? seen
        : known with { State = PeerLifecycle.Next(known.State, PeerEvent.Advertised), EndPoint = seen.EndPoint })!;

    /// <summary>Shows a peer as it is advertised; of one that was greeted its own word counts more.</summary>
    public void Discover(Peer advertised) => Change(advertised.Id, known => known switch
    {
        null => advertised,
        { State: PeerState.Discovered } => advertised with { Reason = known.EndPoint.Equals(advertised.EndPoint) ? known.Reason : "" },
        _ => known,
    });

    /// <summary>Something happened to a peer, with the reason to show while it is not ready. Null for a peer that is not in the table.</summary>
    public Peer? Apply(string id, PeerEvent happened, string reason = "") => Change(id, known => known is null
        ? null
        : known with { State = PeerLifecycle.Next(known.State, happened), Reason = happened switch { PeerEvent.Greeted => "", PeerEvent.Withdrawn => known.Reason, _ => reason } });

    /// <summary>Gives that toolchain of the peer no more jobs: what it returned was wrong.</summary>
    public void Quarantine(string id, string fingerprint, string wrong) => Change(id, known =>
    {
        var before = _quarantined.TryGetValue(id, out var some) ? some : new Dictionary<string, string>();
        _quarantined = Latest.With(_quarantined, id, Latest.With(before, fingerprint, $"quarantined: {wrong}", MostQuarantined), MostQuarantined);
        return known;
    });

    /// <summary>An offer that the peer does not stand by.</summary>
    public void Forget(string id, string offer) => Update(id, peer => peer with { Offers = peer.Offers.Where(pair => pair.Key != offer).ToDictionary(pair => pair.Key, pair => pair.Value) });

    /// <summary>New facts of a peer that leave its state alone.</summary>
    public void Update(string id, Func<Peer, Peer> change) => Change(id, known => known is null ? null : change(known));

    private Peer? Change(string id, Func<Peer?, Peer?> change)
    {
        Peer? after;
        lock (_gate)
        {
            _peers.TryGetValue(id, out var before);
            after = change(before);
            if (after is not null && _quarantined.TryGetValue(id, out var wrong))
            {
                after = after with { Quarantined = wrong };
            }

            if (after is null || after == before)
            {
                return after;
            }

            var next = _peers.ToDictionary(pair => pair.Key, pair => pair.Value);
            if (after.State == PeerState.Gone)
            {
                next.Remove(id);
            }
            else
            {
                next[id] = after;
            }

            Volatile.Write(ref _peers, next);
        }

        Changed?.Invoke(after);
        return after;
    }
}
