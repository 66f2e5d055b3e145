using Mesh.Node.Dispatch;
using Mesh.Node.Peers;

namespace Mesh.Node.Control;

/// <summary>Tells what this node knows at one moment, as <c>mesh status</c> shows it.</summary>
/// <param name="peers">Whom it knows.</param>
/// <param name="totals">What became of its own compiles.</param>
/// <param name="self">This node itself; the rooms that know it are not this one's business.</param>
/// <param name="helped">Jobs done for peers: how many for that node id; null for all.</param>
/// <param name="failed">Jobs for peers that this node ended.</param>
internal sealed class StatusReporter(PeerTable peers, DispatchTotals totals, Func<NodeStatus> self, Func<string?, long> helped, Func<long> failed, TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public StatusSnapshot Read() => new()
    {
        StartedAt = _startedAt,
        Node = self(),
        Peers = [.. peers.Snapshot.Values.OrderBy(peer => peer.Name, StringComparer.Ordinal).ThenBy(peer => peer.Id, StringComparer.Ordinal).Select(Row)],
        Totals = new TotalsStatus
        {
            Remote = totals.Remote,
            Local = totals.Local,
            Fallback = totals.Fallback,
            Helped = helped(null),
            Failed = failed(),
        },
        LocalReasons = totals.LocalReasons,
    };

    private PeerStatus Row(Peer peer) => new()
    {
        Name = peer.Name,
        Id = peer.Id,
        Address = peer.EndPoint.ToString(),
        Arch = peer.Arch,
        Slots = peer.Slots,
        Free = peer.Load.Free,
        State = peer.State.ToString().ToLowerInvariant(),
        Targets = [.. peer.Toolchains.Select(offered => new TargetStatus { Triplet = offered.Triplet, Compiler = offered.Compiler, Version = offered.Version })],
        JobsForUs = peer.JobsForUs,
        JobsForIt = helped(peer.Id),
        Reason = peer.Quarantine ?? (peer.Reason.Length > 0 ? peer.Reason : null),
    };
}
