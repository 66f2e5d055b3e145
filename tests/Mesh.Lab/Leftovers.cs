using System.Globalization;

namespace Mesh.Lab;

/// <summary>
/// Removes what labs of ended processes left: their folders and control groups. Processes, networks and mounts need no sweep, for
/// the kernel ends them with the lab's process (<see cref="Holder"/>).
/// </summary>
internal static class Leftovers
{
    /// <returns>What was removed.</returns>
    public static IReadOnlyList<string> Sweep()
    {
        var removed = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(Lab.Home, Lab.Prefix + "*").Where(IsOrphan))
        {
            if (TryDelete(folder)) removed.Add(folder);
        }
        foreach (var group in Cgroup.Existing(Lab.Prefix).Where(IsOrphan).ToList())
        {
            Cgroup.Remove(group);
            removed.Add(group);
        }
        return removed;
    }

    /// <summary>Names are PREFIX PID . NUMBER [. MACHINE].</summary>
    private static bool IsOrphan(string path)
    {
        var pid = Path.GetFileName(path)[Lab.Prefix.Length..].Split('.')[0];
        return int.TryParse(pid, CultureInfo.InvariantCulture, out var number) && !Signals.IsAlive(number);
    }

    private static bool TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;   // another user's
        }
    }
}
