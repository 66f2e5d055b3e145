using System.Globalization;
using System.Text;
using Mesh.Node.Control;

namespace Mesh.Views;

/// <summary>What <c>mesh status</c> prints, from a snapshot alone.</summary>
internal static class StatusView
{
    public static string Render(StatusSnapshot snapshot, DateTimeOffset now, int width)
    {
        var text = new StringBuilder();
        text.Append(Heading(snapshot, now)).Append('\n');
        text.Append(Trust(snapshot.Node?.Mesh ?? "open")).Append("\n\n");
        text.Append(PeerTableView.Render(snapshot.Peers, hasJobs: snapshot.Node is not null, width));
        if (snapshot.Node is null) return text.ToString();
        text.Append(Verdicts(snapshot.Node.Toolchains));
        text.Append('\n').Append(Totals(snapshot.Totals)).Append('\n');
        if (snapshot.LocalReasons.Count > 0) text.Append(Reasons(snapshot.LocalReasons)).Append('\n');
        return text.ToString();
    }

    private static string Heading(StatusSnapshot snapshot, DateTimeOffset now)
    {
        if (snapshot.Node is not { } node) return "no node runs here (mesh join starts one); seen on the network by mDNS:";
        var slots = node.Slots == 0 ? "client only" : $"{node.Free} of {Plural.Of(node.Slots, "slot")} free";
        var age = snapshot.StartedAt is { } start ? $", up {Age(now - start)}" : "";
        return Printable.Of($"{node.Name}: {node.Arch}, {slots}, {Plural.Of(node.LocalSlots, "local slot")}, port {node.Port}{age}");
    }

    private static string Trust(string mesh) => mesh == "open"
        ? "open mesh: no key; any machine on a directly connected network may send jobs here and compile ours"
        : Printable.Of(mesh) + " mesh";

    // How the code of peers' compilers compared with that of ours: only what has met is listed.
    private static string Verdicts(IReadOnlyList<ToolchainStatus> toolchains)
    {
        var lines = toolchains.SelectMany(own => own.Verdicts.Select(verdict =>
            $"  {verdict.Verdict}: {own.Compiler} {own.Version} for {own.Triplet} here, {verdict.Toolchain} on {verdict.Peer}{(verdict.Reason is { } reason ? $" ({reason})" : "")}")).Distinct().ToList();
        return lines.Count == 0 ? "" : "\ncode compared:\n" + string.Concat(lines.Select(line => Printable.Of(line) + "\n"));
    }

    private static string Totals(TotalsStatus totals) =>
        $"our compiles: {totals.Remote} remote, {totals.Local} local, {totals.Fallback} fallback; for peers: {totals.Helped} helped, {totals.Failed} failed";

    private static string Reasons(IReadOnlyDictionary<string, long> reasons) => Printable.Of("kept here: " + string.Join(", ",
        reasons.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value.ToString(CultureInfo.InvariantCulture)}")));

    private static string Age(TimeSpan age) =>
        age.TotalDays >= 1 ? $"{(int)age.TotalDays} d {age.Hours} h"
        : age.TotalHours >= 1 ? $"{age.Hours} h {age.Minutes} min"
        : age.TotalMinutes >= 1 ? $"{age.Minutes} min"
        : $"{Math.Max(0, age.Seconds)} s";
}
