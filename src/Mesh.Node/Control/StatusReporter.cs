using Mesh.Node.Dispatch;
using Mesh.Node.Peers;

namespace Mesh.Node.Control;

/// <summary>Tells what this node knows at one moment, as <c>mesh status</c> shows it.</summary>
/// <param name="peers">Whom it knows.</param>
/// <param name="totals">What became of its own compiles.</param>
/// <param name="self">This node itself; the rooms that know it are not this one's business.</param>
/// <param name="helped">Jobs done for peers: how many for that node id; null for all.</param>
/// <param name="failed">Jobs for peers that this node ended.</param>
/// <param name="cancelled">Jobs for peers that they ended.</param>
internal sealed class StatusReporter(PeerTable peers, DispatchTotals totals, Func<NodeStatus> self, Func<string?, long> helped, Func<long> failed, Func<long> cancelled, TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public StatusSnapshot Read() => new()
    {
        StartedAt = _startedAt,
        Node = WithVerdicts(self()),
        Peers = [.. peers.Snapshot.Values.OrderBy(peer => peer.Name, StringComparer.Ordinal).ThenBy(peer => peer.Id, StringComparer.Ordinal).Select(Row)],
        Totals = new TotalsStatus
        {
            Remote = totals.Remote,
            Local = totals.Local,
            Fallback = totals.Fallback,
            Helped = helped(null),
            Failed = failed(),
            Cancelled = cancelled(),
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
        Targets = [.. peer.Toolchains.Select(offered => new TargetStatus { Triplet = offered.Triplet, Compiler = offered.Compiler, Version = offered.Version, Languages = offered.Languages })],
        Refusals = [.. Refusals(peer)],
        JobsForUs = peer.JobsForUs,
        JobsForIt = helped(peer.Id),
        Reason = peer.Quarantined.Count > 0 ? string.Join("; ", peer.Quarantined.Values.Distinct())
            : peer.Reason.Length > 0 ? peer.Reason : peer.Conduct.WhyNotAt(Conduct.Now),
    };

    private NodeStatus WithVerdicts(NodeStatus node) => node with { Toolchains = [.. node.Toolchains.Select(own => own with { Verdicts = [.. Verdicts(own)] })] };

    private IEnumerable<VerdictStatus> Verdicts(ToolchainStatus own) => peers.Snapshot.Values
        .SelectMany(peer => peer.Offers.Values
            .Where(offer => offer is { IsMatch: true, For: { } asked } && (asked.Triplet, asked.Compiler, asked.Version) == (own.Triplet, own.Compiler, own.Version))
            .Where(offer => peer.Verdicts.ContainsKey(offer.Pair))
            .Select(offer => new VerdictStatus
            {
                Peer = peer.Name,
                Toolchain = offer.Toolchain,
                Verdict = peer.Verdicts[offer.Pair].Word,
                Reason = peer.Verdicts[offer.Pair].Where is { Length: > 0 } where ? where : null,
            }))
        .Distinct()
        .OrderBy(verdict => verdict.Peer, StringComparer.Ordinal);

    // Options differ from job to job: a compiler that is equal under some of them is no stranger.
    private static IEnumerable<RefusalStatus> Refusals(Peer peer) => peer.Offers.Values
        .Where(offer => offer.For is not null)
        .GroupBy(offer => (offer.For!.Triplet, offer.For.Compiler, offer.For.Version))
        .Where(same => same.All(offer => !offer.IsMatch))
        .Select(same => new RefusalStatus { Triplet = same.Key.Triplet, Compiler = same.Key.Compiler, Version = same.Key.Version, Reason = same.First().WhyNot })
        .OrderBy(refusal => refusal.Triplet, StringComparer.Ordinal);
}
