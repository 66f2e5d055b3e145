using System.Diagnostics;
using System.Globalization;

namespace Mesh.Lab.Tests;

/// <summary>Machines that know nothing of each other, on one cable.</summary>
public sealed class DiscoveryTests : LabTest
{
    private static readonly string[] Names = ["alpha", "beta", "gamma"];
    private static readonly MeshNodeOptions Plain = new() { Wrap = false };

    /// <summary>Twice what a silent peer is given before it is dropped.</summary>
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Three_nodes_with_no_configuration_see_each_other_within_a_second()
    {
        await using var lab = await StartLabAsync();
        var nodes = await JoinThreeAsync(lab);
        await SeeEachOtherAsync(nodes);
        var lastReady = nodes.Max(node => node.Times.Ready);
        var took = Stopwatch.GetElapsedTime(lastReady);
        var sinceStart = Stopwatch.GetElapsedTime(nodes.Max(node => node.Times.Started));
        TestContext.Current.SendDiagnosticMessage($"{took.TotalMilliseconds:0} ms after the last was ready, {sinceStart.TotalMilliseconds:0} ms after it was started");
        Assert.True(took < TimeSpan.FromSeconds(1), $"it took {took.TotalMilliseconds:0} ms");

        var printed = await nodes[0].MeshAsync(Cancel, "status", "--json");
        var peer = Assert.Single(MeshStatus.Parse(printed.OrThrow("mesh status").Stdout).Peers, p => p.Name == "beta");
        Assert.StartsWith(nodes[1].Machine.Address + ":", peer.Address, StringComparison.Ordinal);
        Assert.NotEmpty(peer.Targets);
    }

    [Fact]
    public async Task An_independent_browser_lists_every_node_with_its_text()
    {
        await using var lab = await StartLabAsync();
        var avahi = await OrSkipAsync(lab.AddAvahiAsync("witness", Cancel));
        var nodes = await JoinThreeAsync(lab);

        var listed = "";
        await Poll.UntilAsync("avahi-browse to list all three", TimeSpan.FromSeconds(10), async () =>
        {
            listed = (await avahi.BrowseAsync("_meshcc._tcp", Cancel)).Out;
            return Names.All(name => Resolved(listed, name) is not null);
        }, Cancel);
        foreach (var node in nodes)
        {
            var line = Resolved(listed, node.Name)!;
            Assert.Contains($";{node.Machine.Address};", line, StringComparison.Ordinal);
            foreach (var key in new[] { "\"id=", "\"arch=", "\"slots=", "\"free=" }) Assert.Contains(key, line, StringComparison.Ordinal);
            Assert.Matches("x86_64-linux-gnu.*gcc|gcc.*x86_64-linux-gnu|aarch64-linux-gnu.*gcc", line);
        }
    }

    [Fact]
    public async Task A_killed_node_leaves_the_tables_within_its_time_out()
    {
        await using var lab = await StartLabAsync();
        var nodes = await JoinThreeAsync(lab);
        await SeeEachOtherAsync(nodes);
        nodes[2].Send(Signal.Kill);
        var took = await Poll.UntilAsync("the killed node to leave the tables", SilenceLimit, () => OnlyTwoAsync(nodes), Cancel);
        TestContext.Current.SendDiagnosticMessage($"gone after {took.TotalMilliseconds:0} ms");
    }

    [Fact]
    public async Task An_unplugged_machine_leaves_the_tables_and_comes_back()
    {
        await using var lab = await StartLabAsync();
        var nodes = await JoinThreeAsync(lab);
        await SeeEachOtherAsync(nodes);
        await nodes[2].Machine.CutLinkAsync(Cancel);
        var took = await Poll.UntilAsync("the unplugged node to leave the tables", SilenceLimit, () => OnlyTwoAsync(nodes), Cancel);
        TestContext.Current.SendDiagnosticMessage($"gone after {took.TotalMilliseconds:0} ms");
        await nodes[2].Machine.RestoreLinkAsync(Cancel);
        await SeeEachOtherAsync(nodes);
    }

    [Fact]
    public async Task A_stopped_node_leaves_the_tables_at_once()
    {
        await using var lab = await StartLabAsync();
        var avahi = await OrSkipAsync(lab.AddAvahiAsync("witness", Cancel));
        var nodes = await JoinThreeAsync(lab);
        await SeeEachOtherAsync(nodes);
        await nodes[2].StopAsync(Cancel);
        var took = await Poll.UntilAsync("the stopped node to leave the tables", TimeSpan.FromSeconds(1), () => OnlyTwoAsync(nodes), Cancel);
        TestContext.Current.SendDiagnosticMessage($"gone after {took.TotalMilliseconds:0} ms");
        // RFC 6762 §10.1: a goodbye has a TTL of 0, which receivers turn into one more second.
        await Poll.UntilAsync("avahi to forget it", TimeSpan.FromSeconds(3),
            async () => Resolved((await avahi.BrowseAsync("_meshcc._tcp", Cancel)).Out, "gamma") is null, Cancel);
    }

    [Fact]
    public async Task Two_machines_of_one_name_get_two_names()
    {
        await using var lab = await StartLabAsync();
        var first = await lab.AddMachineAsync("first", Cancel);
        var second = await lab.AddMachineAsync("second", Cancel);
        foreach (var machine in new[] { first, second }) await machine.ExecAsync(SilenceLimit, Cancel, "hostname", "twin");
        var nodes = await Task.WhenAll(lab.AddNodeAsync(first, Plain, Cancel), lab.AddNodeAsync(second, Plain, Cancel));
        await Poll.UntilAsync("the twins to see each other", TimeSpan.FromSeconds(10), async () =>
        {
            var seen = (await nodes[0].StatusAsync(Cancel)).Ready.Concat((await nodes[1].StatusAsync(Cancel)).Ready).ToList();
            return seen.Count == 2 && seen.Distinct().Count() == 2 && seen.All(name => name.StartsWith("twin", StringComparison.Ordinal));
        }, Cancel);
    }

    private static async Task<MeshNode[]> JoinThreeAsync(Lab lab)
    {
        var machines = new List<Machine>();
        foreach (var name in Names) machines.Add(await lab.AddMachineAsync(name, Cancel));
        return await Task.WhenAll(machines.Select(machine => lab.AddNodeAsync(machine, Plain, Cancel)));
    }

    private static Task<TimeSpan> SeeEachOtherAsync(MeshNode[] nodes) => Poll.UntilAsync("all to see each other", SilenceLimit, async () =>
    {
        foreach (var node in nodes)
        {
            if (!(await node.StatusAsync(Cancel)).Ready.SequenceEqual(Names.Where(name => name != node.Name))) return false;
        }
        return true;
    }, Cancel);

    private static async Task<bool> OnlyTwoAsync(MeshNode[] nodes) =>
        (await nodes[0].StatusAsync(Cancel)).Present.SequenceEqual(["beta"]) && (await nodes[1].StatusAsync(Cancel)).Present.SequenceEqual(["alpha"]);

    /// <summary>avahi's line of a resolved instance: =;interface;protocol;name;type;domain;host;address;port;"text" "text".</summary>
    private static string? Resolved(string listed, string name) => listed.Split('\n').FirstOrDefault(line =>
        line.Split(';') is ["=", _, "IPv4", var instance, "_meshcc._tcp", "local", _, _, var port, ..] && instance == name && int.Parse(port, CultureInfo.InvariantCulture) > 0);
}
