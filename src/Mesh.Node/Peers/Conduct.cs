using System.Diagnostics;

namespace Mesh.Node.Peers;

/// <summary>
/// How a peer did with this node's last jobs. One that keeps failing (a full disk, a broken compiler) costs every job a compile for nothing, so
/// it is left alone for a while, then tried with one job at a time until one succeeds.
/// </summary>
/// <param name="Failures">Jobs in a row that came to nothing; those that were under way when its rest began count no more.</param>
/// <param name="RestsUntil">On the clock of <see cref="Now"/>.</param>
internal sealed record Conduct(int Failures, TimeSpan RestsUntil)
{
    /// <summary>One failure is an accident, and so may two at the same time be.</summary>
    private const int Tolerated = 3;

    /// <summary>Some jobs' worth of time: a machine in passing trouble is back soon.</summary>
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(30);

    /// <summary>Each rest is twice as long as the one before, up to this: a disk that was cleaned up should not need a restart to be found out.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(4);

    public static Conduct Good { get; } = new(0, TimeSpan.Zero);

    /// <summary>A clock that nobody sets.</summary>
    public static TimeSpan Now => TimeSpan.FromSeconds(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);

    /// <summary>After a rest one job shows whether it is well again.</summary>
    public bool IsOnTrial => Failures >= Tolerated;

    public bool RestsAt(TimeSpan now) => now < RestsUntil;

    public Conduct Failed(TimeSpan now) =>
        RestsAt(now) ? this
        : Failures + 1 < Tolerated ? this with { Failures = Failures + 1 }
        : new Conduct(Failures + 1, now + Rest(Failures + 1 - Tolerated));

    /// <summary>Null while it may be used.</summary>
    public string? WhyNotAt(TimeSpan now) =>
        RestsAt(now) ? $"its last {Failures} jobs failed: it is left alone for another {Math.Ceiling((RestsUntil - now).TotalSeconds):0} s" : null;

    private static TimeSpan Rest(int restsBefore)
    {
        var rest = FirstRest;
        for (var doubled = 0; doubled < restsBefore && rest < LongestRest; doubled++)
        {
            rest += rest;
        }

        return rest < LongestRest ? rest : LongestRest;
    }
}
