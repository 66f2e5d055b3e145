namespace Mesh.Node.Peers;

/// <summary>The one place that says how a peer's state follows from what happened to it.</summary>
internal static class PeerLifecycle
{
    public static PeerState Next(PeerState state, PeerEvent happened) => (state, happened) switch
    {
        (_, PeerEvent.Goodbye or PeerEvent.Incompatible) => PeerState.Gone,
        (PeerState.Gone, PeerEvent.Advertised) => PeerState.Discovered,
        (PeerState.Discovered or PeerState.Suspect, PeerEvent.Greeted) => PeerState.Ready,
        (PeerState.Ready, PeerEvent.JobLost or PeerEvent.Silent) => PeerState.Suspect,
        (PeerState.Discovered or PeerState.Suspect, PeerEvent.Silent) => PeerState.Gone,
        (PeerState.Discovered, PeerEvent.Withdrawn) => PeerState.Gone,
        _ => state, // late or repeated news changes nothing
    };
}
