namespace Mesh.Node.Control;

/// <summary>One of our compilers for which a peer has no equal.</summary>
internal sealed record RefusalStatus
{
    public required string Triplet { get; init; }

    /// <summary><c>gcc</c> or <c>clang</c>.</summary>
    public required string Compiler { get; init; }

    public required string Version { get; init; }

    /// <summary>What the peer answered.</summary>
    public required string Reason { get; init; }
}
