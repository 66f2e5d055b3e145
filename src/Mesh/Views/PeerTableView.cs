using System.Globalization;
using Mesh.Node.Control;
using Spectre.Console;

namespace Mesh.Views;

/// <summary>The peer table, best helpers first.</summary>
internal static class PeerTableView
{
    /// <summary>The one column that may take several lines on a narrow terminal.</summary>
    private const string TargetsHeading = "targets";

    private const int ShownTargets = 4;

    private static readonly string[] StatesInOrder = ["ready", "discovered", "suspect", "gone"];

    public static string Render(IReadOnlyList<PeerStatus> peers, bool hasJobs, int width)
    {
        if (peers.Count == 0) return hasJobs ? "no peers yet\n" : "nobody\n";
        var table = new Table { Border = TableBorder.Simple, ShowHeaders = true, UseSafeBorder = true };
        foreach (var heading in Headings(hasJobs)) table.AddColumn(new TableColumn(new Text(heading)) { NoWrap = heading != TargetsHeading });
        foreach (var peer in peers.OrderBy(peer => Array.IndexOf(StatesInOrder, peer.State)).ThenBy(peer => peer.Name, StringComparer.Ordinal))
        {
            table.AddRow(Cells(peer, hasJobs).Select(cell => new Text(Printable.Of(cell))));
        }
        return TableText.Draw(table, width);
    }

    private static string[] Headings(bool hasJobs) =>
        hasJobs ? ["name", "address", "arch", TargetsHeading, "slots", "free", "state", "for us", "for it"] : ["name", "address", "arch", TargetsHeading, "slots", "free", "state"];

    private static IEnumerable<string> Cells(PeerStatus peer, bool hasJobs)
    {
        string[] cells = [peer.Name, peer.Address, peer.Arch, Targets(peer.Targets), Number(peer.Slots), Number(peer.Free), State(peer)];
        return hasJobs ? cells.Concat([Number(peer.JobsForUs), Number(peer.JobsForIt)]) : cells;
    }

    private static string State(PeerStatus peer) => string.IsNullOrEmpty(peer.Reason) ? peer.State : $"{peer.State} ({peer.Reason})";

    // A machine with every cross compiler of its distribution has twenty: --json lists them.
    private static string Targets(IReadOnlyList<TargetStatus> targets) =>
        string.Join(", ", targets.Take(ShownTargets).Select(target => $"{target.Triplet} {target.Compiler} {target.Version}"))
        + (targets.Count > ShownTargets ? $" and {targets.Count - ShownTargets} more" : "");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
