namespace Mesh.Node.Control;

/// <summary>What a peer says that it can compile for.</summary>
internal sealed record TargetStatus
{
    public required string Triplet { get; init; }

    /// <summary><c>gcc</c> or <c>clang</c>.</summary>
    public required string Compiler { get; init; }

    public required string Version { get; init; }

    /// <summary><c>c</c>, <c>c++</c>; empty where the peer was only seen by mDNS, which does not tell.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
}
