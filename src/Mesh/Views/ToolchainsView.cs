using Mesh.Node.Control;
using Spectre.Console;

namespace Mesh.Views;

/// <summary>What <c>mesh toolchains</c> prints.</summary>
internal static class ToolchainsView
{
    private static readonly string[] Headings = ["target", "compiler", "languages", "multilibs", "origin", "path", "verdicts"];

    public static string Render(ToolchainListing listing, int width)
    {
        var note = listing.Source == ToolchainListing.FromScan ? "no node runs here (mesh join starts one); it would find:\n" : "";
        if (listing.Toolchains.Count == 0) return note + "no compilers\n";
        var table = new Table { Border = TableBorder.Simple, ShowHeaders = true, UseSafeBorder = true };
        // A narrow terminal breaks the long ones; the others stay whole.
        foreach (var heading in Headings) table.AddColumn(new TableColumn(new Text(heading)) { NoWrap = heading is not ("path" or "verdicts" or "multilibs") });
        foreach (var toolchain in listing.Toolchains.OrderBy(one => one.Triplet, StringComparer.Ordinal).ThenBy(one => one.Compiler, StringComparer.Ordinal).ThenBy(one => one.Version, StringComparer.Ordinal))
        {
            table.AddRow(Cells(toolchain).Select(cell => new Text(Printable.Of(cell))));
        }

        return note + TableText.Draw(table, width);
    }

    private static IEnumerable<string> Cells(ToolchainStatus toolchain) =>
    [
        toolchain.Triplet,
        $"{toolchain.Compiler} {toolchain.Version}",
        string.Join(", ", toolchain.Languages),
        string.Join(" ", toolchain.Multilibs),
        toolchain.Origin,
        toolchain.Path,
        string.Join(", ", toolchain.Verdicts.Select(verdict => $"{verdict.Peer}, {verdict.Toolchain}: {verdict.Verdict}{(verdict.Reason is { } reason ? $" ({reason})" : "")}")),
    ];
}
