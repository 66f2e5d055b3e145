namespace Mesh.Node.Control;

/// <summary>What this node has done since it started, in jobs.</summary>
internal sealed record TotalsStatus
{
    /// <summary>Compiled by a peer for us.</summary>
    public long Remote { get; init; }

    /// <summary>Compiled here because the command line, or the lack of peers, asked for that.</summary>
    public long Local { get; init; }

    /// <summary>Compiled here after a peer was tried.</summary>
    public long Fallback { get; init; }

    /// <summary>Compiled here for peers.</summary>
    public long Helped { get; init; }

    /// <summary>Compiled here for peers, and ended by us: time-out, limit, crash, vanished client.</summary>
    public long Failed { get; init; }
}
