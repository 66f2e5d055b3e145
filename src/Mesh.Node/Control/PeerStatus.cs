namespace Mesh.Node.Control;

/// <summary>One row of the peer table.</summary>
internal sealed record PeerStatus
{
    public required string Name { get; init; }

    public string Id { get; init; } = "";

    /// <summary>Address and port, as one would type them: <c>10.0.0.7:40123</c>, <c>[fe80::1%eth0]:40123</c>.</summary>
    public required string Address { get; init; }

    public string Arch { get; init; } = "";

    public int Slots { get; init; }

    public int Free { get; init; }

    /// <summary><c>discovered</c>, <c>ready</c> or <c>suspect</c>; a peer that is gone is not listed.</summary>
    public required string State { get; init; }

    public IReadOnlyList<TargetStatus> Targets { get; init; } = [];

    /// <summary>Those compilers of this node that were asked for and that none of its compilers agrees with, and why.</summary>
    public IReadOnlyList<RefusalStatus> Refusals { get; init; } = [];

    /// <summary>Jobs that this peer compiled for us.</summary>
    public long JobsForUs { get; init; }

    /// <summary>Jobs that we compiled for this peer.</summary>
    public long JobsForIt { get; init; }

    /// <summary>Why it is in its state, when there is something to say: the last failure, or why it cannot help.</summary>
    public string? Reason { get; init; }
}
