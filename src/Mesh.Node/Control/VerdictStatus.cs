namespace Mesh.Node.Control;

/// <summary>How a peer's toolchain compared with one of ours.</summary>
internal sealed record VerdictStatus
{
    /// <summary>The peer's name.</summary>
    public required string Peer { get; init; }

    /// <summary>The peer's toolchain: <c>gcc 12.2.0 for arm-linux-gnueabihf</c>.</summary>
    public required string Toolchain { get; init; }

    /// <summary><c>identical</c>, <c>equivalent</c> or <c>different</c>; <c>untested</c> where the node cannot run our compiler as its caller does. Only <c>different</c> keeps a peer from being used.</summary>
    public required string Verdict { get; init; }

    /// <summary>What makes the difference; null when there is none, or nothing to say of it.</summary>
    public string? Reason { get; init; }
}
