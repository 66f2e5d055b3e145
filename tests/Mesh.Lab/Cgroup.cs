using System.Globalization;

namespace Mesh.Lab;

/// <summary>What a machine's processes may and do use of the CPU, by control group: version 1 (cpu, cpuacct) or 2, whichever is mounted.</summary>
internal sealed class Cgroup : IDisposable
{
    private const string Root = "/sys/fs/cgroup";
    private const int PeriodMicroseconds = 20_000;   // short, so that a fifth of a core feels slow and not jerky

    private readonly bool _unified;
    private readonly string _cpu;
    private readonly string _account;

    private Cgroup(bool unified, string cpu, string account)
    {
        _unified = unified;
        _cpu = cpu;
        _account = account;
    }

    /// <summary>Files into which a process writes "0" to join.</summary>
    public IEnumerable<string> Doors => new[] { _cpu, _account }.Distinct().Select(folder => Path.Combine(folder, "cgroup.procs"));

    /// <returns>Null where this process may not make control groups.</returns>
    public static Cgroup? TryCreate(string name)
    {
        var unified = File.Exists(Path.Combine(Root, "cgroup.controllers"));
        var group = unified
            ? new Cgroup(true, Path.Combine(Root, name), Path.Combine(Root, name))
            : new Cgroup(false, Path.Combine(Root, "cpu", name), Path.Combine(Root, "cpuacct", name));
        try
        {
            if (unified) File.WriteAllText(Path.Combine(Root, "cgroup.subtree_control"), "+cpu");
            Directory.CreateDirectory(group._cpu);
            Directory.CreateDirectory(group._account);
            return group.Doors.All(File.Exists) ? group : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <param name="cores">0.2 is a fifth of one core; null takes the limit away.</param>
    public void Limit(double? cores)
    {
        var quota = cores is { } c ? ((int)(c * PeriodMicroseconds)).ToString(CultureInfo.InvariantCulture) : null;
        if (_unified)
        {
            File.WriteAllText(Path.Combine(_cpu, "cpu.max"), $"{quota ?? "max"} {PeriodMicroseconds}");
            return;
        }
        File.WriteAllText(Path.Combine(_cpu, "cpu.cfs_period_us"), PeriodMicroseconds.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(Path.Combine(_cpu, "cpu.cfs_quota_us"), quota ?? "-1");
    }

    /// <summary>CPU time of all processes that ever were in the group.</summary>
    public TimeSpan Used()
    {
        if (!_unified) return FromNanoseconds(long.Parse(File.ReadAllText(Path.Combine(_account, "cpuacct.usage")), CultureInfo.InvariantCulture));
        var line = File.ReadLines(Path.Combine(_account, "cpu.stat")).First(l => l.StartsWith("usage_usec ", StringComparison.Ordinal));
        return FromNanoseconds(1000 * long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        foreach (var folder in new[] { _cpu, _account }.Distinct()) Remove(folder);
    }

    /// <summary>All groups of labs, by name: what a killed test run leaves behind.</summary>
    public static IEnumerable<string> Existing(string prefix) =>
        new[] { Root, Path.Combine(Root, "cpu"), Path.Combine(Root, "cpuacct") }
            .Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateDirectories(root, prefix + "*"));

    /// <summary>The kernel removes a group only after its last process is reaped, so a busy group may survive until the next sweep.</summary>
    public static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder);
        }
        catch (IOException)
        {
        }
    }

    private static TimeSpan FromNanoseconds(long ns) => TimeSpan.FromTicks(ns / 100);
}
