namespace Mesh.Node.Configuration;

/// <summary>What a peer's job runs in.</summary>
internal enum SandboxKind
{
    /// <summary>bubblewrap where it works, else <see cref="Limits"/>.</summary>
    Auto,

    /// <summary>Resource limits, a directory of its own, lowered priority.</summary>
    Limits,

    /// <summary>bubblewrap always: a node that cannot use it does not help.</summary>
    Bubblewrap,
}
