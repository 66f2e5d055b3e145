using System.Globalization;

namespace Mesh.Differential.Tests.Cases;

/// <summary>What a campaign comes to.</summary>
internal sealed class Report(string name, IReadOnlyList<Verdict> verdicts)
{
    /// <summary>More would hide the first.</summary>
    private const int ShownFailures = 40;

    private readonly List<Verdict> _compiles = [.. verdicts.Where(verdict => verdict.IsCompile)];

    public IReadOnlyList<Verdict> Failures { get; } = [.. verdicts.Where(verdict => verdict.Differences.Count > 0)];

    public double RemoteShare => _compiles.Count == 0 ? 0 : (double)Remote / _compiles.Count;

    private int Remote => _compiles.Count(verdict => verdict.Journey.IsRemote);

    public string Totals => string.Create(CultureInfo.InvariantCulture,
        $"differential {name}: {verdicts.Count} commands, {_compiles.Count} compiling, {Remote} remote ({RemoteShare:P0}), {Failures.Count} different");

    /// <summary>Why compiles stayed here, the most frequent reason first.</summary>
    public string LocalReasons => string.Join('\n', _compiles.Where(verdict => !verdict.Journey.IsRemote)
        .GroupBy(verdict => verdict.Journey.Where).OrderByDescending(group => group.Count())
        .Select(group => $"  {group.Count(),4} {group.Key}: {group.First().Command}"));

    public string Differences => $"{Failures.Count} commands differ\n\n{string.Join("\n\n", Failures.Take(ShownFailures))}";
}
