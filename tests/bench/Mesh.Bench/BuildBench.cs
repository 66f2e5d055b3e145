using Mesh.Lab;
using Mesh.Lab.Sources;

namespace Mesh.Bench;

/// <summary>A real project built on a slow client with one helper, by each contender in turn.</summary>
internal sealed class BuildBench(Arena arena, IReadOnlyList<Contender> contenders, double cores, int rounds)
{
    private const int Jobs = 8;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public async Task<string> RunAsync(RealProject project, CancellationToken cancel)
    {
        var samples = contenders.ToDictionary(c => c.Name, _ => new List<Sample>());
        var remote = contenders.ToDictionary(c => c.Name, _ => 0L);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var contender in contenders)
            {
                var (sample, jobs) = await BuildAsync(project, contender, cancel);
                Console.Error.WriteLine($"{project.Name} {contender.Name}: {sample.Wall.TotalSeconds:0.0} s wall, {sample.Cpu.TotalSeconds:0.0} s CPU, {jobs} remote");
                samples[contender.Name].Add(sample);
                remote[contender.Name] = jobs;
            }
        }
        return Render(project, samples, remote);
    }

    private async Task<(Sample Sample, long Jobs)> BuildAsync(RealProject project, Contender contender, CancellationToken cancel)
    {
        var tree = await BuildTree.CopyAsync(arena.Client, project, cancel);
        // Configured at full speed and without help: only the build is compared.
        var configure = contender.Command($"export MESH_LOCAL=1 DISTCC_HOSTS=localhost ICECC=no; {project.Configure}");
        (await arena.Client.ExecInAsync(tree.Folder, Limit, cancel, configure)).OrThrow($"configuring {project.Name}");
        var before = contender.JobsDone is { } count ? await count(cancel) : 0;
        var cpu = arena.Client.CpuTime();
        arena.Client.Cap(cores);
        try
        {
            var built = (await arena.Client.ExecInAsync(tree.Folder, Limit, cancel, contender.Command($"JOBS={Jobs}; export JOBS; {project.Build}")))
                .OrThrow($"{contender.Name} building {project.Name}");
            var sample = new Sample(built.Elapsed, arena.Client.CpuTime() - cpu);
            return (sample, contender.JobsDone is { } done ? await done(cancel) - before : 0);
        }
        finally
        {
            arena.Client.Cap(null);
        }
    }

    private string Render(RealProject project, Dictionary<string, List<Sample>> samples, Dictionary<string, long> remote)
    {
        var medians = samples.ToDictionary(s => s.Key, s => Sample.MedianOf(s.Value));
        var yardstick = medians.GetValueOrDefault("distcc") ?? medians.Values.First();
        var lines = new List<string>
        {
            $"{project.Name} ({project.Units} units), client capped to {cores} cores, one helper, make -j{Jobs}, median of {rounds}",
            "",
            "| | wall | wall, ratio to distcc | client CPU | CPU, ratio to distcc | jobs done by the helper |",
            "|---|---|---|---|---|---|",
        };
        lines.AddRange(medians.Select(m =>
            $"| {m.Key} | {m.Value.Wall.TotalSeconds:0.0} s | {m.Value.Wall / yardstick.Wall:0.00} | {m.Value.Cpu.TotalSeconds:0.0} s | {m.Value.Cpu / yardstick.Cpu:0.00} | {remote[m.Key]} |"));
        return string.Join('\n', lines);
    }
}
