using Mesh.Node.Control;
using Mesh.Views;

namespace Mesh.Tests.Views;

public sealed class StatusViewTests
{
    private const int Wide = 1000;

    [Fact]
    public void Node_peers_totals_and_reasons_are_shown()
    {
        var expected =
            """
            pi: armv6l, 1 of 1 slot free, 2 local slots, port 40123, up 2 h 3 min
            open mesh: no key; any machine on a directly connected network may send jobs here and compile ours

            name  address         arch    targets                                                    slots  free  state                        for us  for it
            ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
            big   10.0.0.8:40000  x86_64  x86_64-linux-gnu gcc 12.2.0, arm-linux-gnueabihf gcc 12.2.0  16     12    ready                        341     2
            old   10.0.0.9:1      i686                                                               1      0     suspect (no answer for 3 s)  0       0

            code compared:
              identical: gcc 12.2.0 for arm-linux-gnueabihf here, gcc 12.2.0 for arm-linux-gnueabihf on big

            our compiles: 341 remote, 12 local, 1 fallback; for peers: 2 helped, 0 failed
            kept here: link 9, preprocess-only 3

            """;

        Assert.Equal(Squeezed(expected), Squeezed(StatusView.Render(Snapshots.Pi, Snapshots.Start.AddMinutes(123), Wide)));
    }

    [Fact]
    public void Without_a_node_the_first_line_says_so()
    {
        var text = StatusView.Render(new StatusSnapshot { Source = StatusSnapshot.FromMdns, Peers = Snapshots.Pi.Peers }, Snapshots.Start, Wide);

        Assert.StartsWith("no node runs here (mesh join starts one); seen on the network by mDNS:\nopen mesh:", text, StringComparison.Ordinal);
        Assert.Contains("big", text);
        Assert.DoesNotContain("for us", text);
        Assert.DoesNotContain("our compiles", text);
    }

    [Fact]
    public void A_name_cannot_steer_the_terminal()
    {
        var peer = new PeerStatus { Name = "evil\u001b[2J\u202e[red]", Address = "a", State = "ready", Reason = "x\ny" };

        var text = StatusView.Render(Snapshots.Pi with { Peers = [peer] }, Snapshots.Start, Wide);

        Assert.Contains("evil?[2J?[red]", text);
        Assert.Contains("ready (x?y)", text);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void Of_many_targets_some_are_shown_and_the_rest_is_counted()
    {
        var targets = Enumerable.Range(1, 20).Select(i => new TargetStatus { Triplet = $"cpu{i}-linux-gnu", Compiler = "gcc", Version = "12.2.0" }).ToList();

        var text = StatusView.Render(Snapshots.Pi with { Peers = [new PeerStatus { Name = "many", Address = "a", State = "ready", Targets = targets }] }, Snapshots.Start, Wide);

        Assert.Contains("cpu4-linux-gnu gcc 12.2.0 and 16 more", text);
        Assert.DoesNotContain("cpu5", text);
    }

    [Fact]
    public void A_narrow_terminal_gets_no_longer_lines()
    {
        var text = StatusView.Render(Snapshots.Pi, Snapshots.Start, 100);

        var table = text.Split('\n').SkipWhile(line => !line.Contains("address", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("our", StringComparison.Ordinal));
        Assert.All(table, line => Assert.True(line.Length <= 100, line));
    }

    /// <summary>Column widths are Spectre's business.</summary>
    private static string Squeezed(string text) => string.Join('\n', text.Split('\n')
        .Where(line => !line.Contains('─', StringComparison.Ordinal))
        .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        .Where(line => line.Length > 0));
}
