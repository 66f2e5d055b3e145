namespace Mesh.Node.Configuration;

/// <summary>What a peer's job runs in.</summary>
internal enum SandboxKind
{
    /// <summary>What mesh thinks best: at present <see cref="Limits"/>, for bubblewrap costs more than many a compile (docs/SECURITY.md).</summary>
    Auto,

    /// <summary>Resource limits, a directory of its own, lowered priority.</summary>
    Limits,

    /// <summary>bubblewrap always: a node that cannot use it does not help.</summary>
    Bubblewrap,
}
