using System.Runtime.InteropServices;

namespace Mesh.Lab;

/// <summary>The signals that a lab sends, by their Linux numbers.</summary>
internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

internal static partial class Signals
{
    /// <param name="pid">A process, or a process group when negative; as this machine, not a lab machine, counts.</param>
    public static bool Send(int pid, Signal signal) => Kill(pid, (int)signal) == 0;

    public static bool IsAlive(int pid) => Kill(pid, 0) == 0;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
