namespace Mesh.Node.Control;

/// <summary>What <c>mesh status --json</c> prints; docs/STATUS.md is its schema. No type of another room is serialised here.</summary>
internal sealed record StatusSnapshot
{
    public const string FromNode = "node";
    public const string FromMdns = "mdns";

    /// <summary><see cref="FromNode"/>: a running node answered. <see cref="FromMdns"/>: none runs here, so this was browsed on the network.</summary>
    public string Source { get; init; } = FromNode;

    /// <summary>When the node started, UTC; null without a node.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The node that answered; null without one.</summary>
    public NodeStatus? Node { get; init; }

    public IReadOnlyList<PeerStatus> Peers { get; init; } = [];

    public TotalsStatus Totals { get; init; } = new();

    /// <summary>How often each <c>LocalReason</c> kept a compile here, by its code.</summary>
    public IReadOnlyDictionary<string, long> LocalReasons { get; init; } = new Dictionary<string, long>();
}
