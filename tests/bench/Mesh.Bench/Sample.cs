namespace Mesh.Bench;

/// <summary>What a number of equal things cost: wall time, and CPU time of the whole client machine, its daemons included.</summary>
internal sealed record Sample(TimeSpan Wall, TimeSpan Cpu)
{
    public static Sample MedianOf(IReadOnlyCollection<Sample> samples) => new(Median(samples.Select(s => s.Wall)), Median(samples.Select(s => s.Cpu)));

    public static Sample operator -(Sample a, Sample b) => new(a.Wall - b.Wall, a.Cpu - b.Cpu);

    public static Sample operator /(Sample a, int count) => new(a.Wall / count, a.Cpu / count);

    private static TimeSpan Median(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return (sorted[sorted.Count / 2] + sorted[(sorted.Count - 1) / 2]) / 2;
    }
}
