namespace Mesh.Wire.Messages;

/// <summary>Why a side ends a connection on purpose.</summary>
internal enum GoodbyeReason
{
    /// <summary>The node stops. Also what a reason of a later version is read as.</summary>
    Leaving = 1,

    /// <summary>No protocol version that both speak.</summary>
    Incompatible = 2,

    /// <summary>The connection is not needed now; the node stays.</summary>
    Idle = 3,

    /// <summary>More connections than the node takes; try again later.</summary>
    Full = 4,
}
