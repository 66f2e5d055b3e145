namespace Mesh.Node.Peers;

/// <summary>Where a peer stands in the eyes of this node; only <see cref="Ready"/> peers are given jobs.</summary>
internal enum PeerState
{
    /// <summary>Advertised, not greeted yet.</summary>
    Discovered,

    /// <summary>Greeted: the control connection stands.</summary>
    Ready,

    /// <summary>The control connection broke or a job was lost; being greeted again.</summary>
    Suspect,

    /// <summary>Said goodbye, or could not be greeted again.</summary>
    Gone,
}
