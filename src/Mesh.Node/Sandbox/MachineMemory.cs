using System.Globalization;

namespace Mesh.Node.Sandbox;

/// <summary>How much memory the machine has; the runtime's own answer is the container's limit, and Mono has none.</summary>
internal static class MachineMemory
{
    public static long? TotalBytes()
    {
        try
        {
            // MemTotal:       16310584 kB
            var line = File.ReadLines("/proc/meminfo").FirstOrDefault(text => text.StartsWith("MemTotal:", StringComparison.Ordinal));
            var number = line?.Split(' ').FirstOrDefault(word => word.Length > 0 && char.IsDigit(word[0]));
            return number is null ? null : long.Parse(number, CultureInfo.InvariantCulture) * 1024;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }
}
