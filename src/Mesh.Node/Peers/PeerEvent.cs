namespace Mesh.Node.Peers;

/// <summary>What can happen to a peer, whoever saw it.</summary>
internal enum PeerEvent
{
    /// <summary>A sighting: mDNS, the configuration, or its own greeting to us.</summary>
    Advertised,

    /// <summary>Its advertisement is gone, or was taken back. Of a peer that was greeted, the control connection knows better.</summary>
    Withdrawn,

    /// <summary>It answered our greeting on the control connection.</summary>
    Greeted,

    /// <summary>A job was lost with it: the connection broke or the answer was not to be believed.</summary>
    JobLost,

    /// <summary>The control connection broke, timed out, or could not be made.</summary>
    Silent,

    /// <summary>It said that it leaves.</summary>
    Goodbye,

    /// <summary>It speaks another protocol version.</summary>
    Incompatible,
}
