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

    /// <summary>Taken for peers and not answered, though they waited: time-out, limit, crash, broken rule.</summary>
    public long Failed { get; init; }

    /// <summary>Taken for peers that then wanted it no more, or vanished.</summary>
    public long Cancelled { get; init; }
}
