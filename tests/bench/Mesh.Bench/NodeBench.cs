using System.Diagnostics;
using Mesh.Lab;

namespace Mesh.Bench;

/// <summary>How soon a node that joins can be used by another, and what an idle one holds and does.</summary>
internal static class NodeBench
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    public static async Task<string> RunAsync(MeshNode client, MeshNode helper, int rounds, CancellationToken cancel)
    {
        var usable = new List<Sample>();
        for (var round = 0; round < rounds; round++)
        {
            await helper.StopAsync(cancel);
            await Poll.UntilAsync("the helper to be gone", Limit, async () => !(await client.StatusAsync(cancel)).Ready.Any(), cancel);
            await helper.RejoinAsync(cancel);
            await Poll.UntilAsync("the helper to be usable", Limit, async () => (await client.StatusAsync(cancel)).Ready.Any(), cancel);
            usable.Add(new Sample(Stopwatch.GetElapsedTime(helper.Times.Started), Stopwatch.GetElapsedTime(helper.Times.Ready)));
        }
        var median = Sample.MedianOf(usable);

        var cpu = helper.Machine.CpuTime();
        var (receivedBefore, sentBefore) = await helper.Machine.TrafficAsync(cancel);
        await Task.Delay(Idle, cancel);
        cpu = helper.Machine.CpuTime() - cpu;
        var (received, sent) = await helper.Machine.TrafficAsync(cancel);
        var resident = helper.Machine.Processes().Where(p => p.Command.Contains("mesh join", StringComparison.Ordinal)).Sum(p => p.ResidentBytes);
        return $"""
            | node | |
            |---|---|
            | start of `mesh join` to usable by a peer (median of {rounds}) | {median.Wall.TotalMilliseconds:0} ms |
            | its `ready` line to usable by a peer | {median.Cpu.TotalMilliseconds:0} ms |
            | resident memory, idle | {resident / 1048576.0:0.0} MiB |
            | CPU, idle | {cpu.TotalMilliseconds / Idle.TotalSeconds:0.00} ms per second |
            | network, idle | {(received - receivedBefore + sent - sentBefore) / Idle.TotalSeconds:0} bytes per second |
            """;
    }
}
