using Mesh.Differential.Tests.Loopback;

namespace Mesh.Differential.Tests.Cases;

/// <summary>Many commands, shared among the mesh's workplaces.</summary>
internal static class Campaign
{
    /// <returns>A verdict for each command, in their order.</returns>
    public static async Task<Verdict[]> RunAsync(LoopbackMesh mesh, IReadOnlyList<string> commands, CancellationToken cancel)
    {
        var verdicts = new Verdict[commands.Count];
        var next = -1;
        await Task.WhenAll(mesh.Workplaces.Select(place => Task.Run(async () =>
        {
            for (int at; (at = Interlocked.Increment(ref next)) < commands.Count;)
            {
                verdicts[at] = await Comparison.RunAsync(place, commands[at], cancel);
            }
        }, cancel)));
        return verdicts;
    }
}
