using System.Globalization;

namespace Mesh.Lab;

/// <summary>A row of a lab machine's process table; the id is the machine's own.</summary>
internal sealed record MachineProcess(int Pid, string Command, long ResidentBytes)
{
    private const int Init = 1;

    /// <param name="proc">The machine's /proc.</param>
    public static IReadOnlyList<MachineProcess> All(string proc) =>
        Directory.EnumerateDirectories(proc)
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && pid != Init ? Read(folder, pid) : null)
            .OfType<MachineProcess>()
            .ToList();

    private static MachineProcess? Read(string folder, int pid)
    {
        try
        {
            var command = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ').TrimEnd();
            var resident = File.ReadLines(Path.Combine(folder, "status")).FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            // A process that has ended but is not yet reaped has no memory.
            return resident is null ? null : new MachineProcess(pid, command, 1024 * long.Parse(resident.Split(':', 'k')[1], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;   // it ended meanwhile
        }
    }
}
