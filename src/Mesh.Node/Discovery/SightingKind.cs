namespace Mesh.Node.Discovery;

internal enum SightingKind
{
    /// <summary>Announced itself, answered a query, or is probing for its name right now.</summary>
    Seen,

    /// <summary>Said that it leaves.</summary>
    Goodbye,

    /// <summary>Not heard of for the life of its records, in spite of being asked for.</summary>
    Expired,
}
