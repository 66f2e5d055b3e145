using System.Runtime.InteropServices;

namespace Mesh.Node.Processes;

/// <summary>Ends every process of a group. A tree kill misses an orphan whose parent has exited; the group still holds it.</summary>
internal static class ProcessGroup
{
    private const int SigKill = 9;

    /// <summary>util-linux; part of every Linux system's base, yet not of each minimal container.</summary>
    public static string? SetsidPath { get; } =
        new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    /// <summary>
    /// Kills the group that <paramref name="leader"/> leads. Also right after the leader was reaped: while a member lives the kernel
    /// does not give the number away, and when none lives it is out of use for a whole round of pids.
    /// </summary>
    public static void Kill(int leader)
    {
        // kill(-1) would mean every process, kill(0) our own group.
        if (leader > 1) _ = kill(-leader, SigKill);
    }

    /// <summary>Kills one process: the leader may not have come as far as making its group.</summary>
    public static void KillLeader(int leader)
    {
        if (leader > 1) _ = kill(leader, SigKill);
    }

#pragma warning disable IDE1006, SYSLIB1054 // the name is libc's; LibraryImport is not on netstandard2.1
    [DllImport("libc", EntryPoint = "kill")]
    private static extern int kill(int pid, int signal);
#pragma warning restore IDE1006, SYSLIB1054
}
