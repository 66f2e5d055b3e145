namespace Mesh.Node.Discovery;

internal enum ClaimPhase
{
    /// <summary>Asking whether anybody has the name.</summary>
    Probing,

    /// <summary>The name is ours; telling everybody.</summary>
    Announcing,

    Held,
}
