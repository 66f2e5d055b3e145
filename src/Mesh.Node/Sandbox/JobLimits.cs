namespace Mesh.Node.Sandbox;

/// <summary>What one job's processes may take. 0 is no limit.</summary>
internal sealed record JobLimits
{
    /// <summary>Time on the wall, which the node itself watches.</summary>
    public TimeSpan WallClock { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the compiler may leave its input unread. Compilers read it as soon as they have started; this one is stuck, or the machine is.</summary>
    public TimeSpan Reading { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the client may send nothing of a source: the slowest preprocessor pauses for seconds, a build that its user stopped for longer.</summary>
    public TimeSpan Sending { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Processor seconds of each process: a compiler that computes all of its wall time.</summary>
    public int CpuSeconds { get; init; } = 600;

    /// <summary>Bytes of address space of each process.</summary>
    public long AddressSpaceBytes { get; init; } = RoomForACompiler();

    /// <summary>Bytes of each file it writes, the captured stdout and stderr too.</summary>
    public long FileBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>
    /// Processes and threads. The kernel counts all of the user's, the desktop's too, so a tight number would make forks fail
    /// that have nothing to do with us; this one stops only a fork bomb.
    /// </summary>
    public int Processes { get; init; } = 16 * 1024;

    /// <summary>Priority below the owner's own work.</summary>
    public int Nice { get; init; } = 5;

    /// <summary>Twice the memory, so that a compiler that would only make the machine swap fails, and none that fits does; nothing to limit on 32 bits.</summary>
    private static long RoomForACompiler() =>
        IntPtr.Size == 4 ? 0 : Math.Max(4L << 30, 2 * (MachineMemory.TotalBytes() ?? 0));
}
