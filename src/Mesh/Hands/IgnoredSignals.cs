namespace Mesh.Hands;

/// <summary>
/// Signals that this process ignores and its caller did not: what is ignored stays so across exec, and the compiler must have them as the caller had.
/// </summary>
internal static class IgnoredSignals
{
    private static readonly IntPtr Ignore = new(1);     // SIG_IGN

    // The runtime ignores it: `gcc -E | head` would not end.
    private static readonly List<int> Ours = [Libc.SigPipe];

    /// <summary>Beyond `ulimit -f` writing an output then fails, and the compiler shows what it makes of that.</summary>
    public static void IgnoreLargeFiles()
    {
        if (Libc.signal(Libc.SigXfsz, Ignore) == IntPtr.Zero) Ours.Add(Libc.SigXfsz);
    }

    /// <summary>Ends it in this process, which is about to become another program.</summary>
    public static void Restore()
    {
        foreach (var signal in Ours) Libc.signal(signal, IntPtr.Zero);
    }

    /// <summary>Adds them to a cleared sigset_t.</summary>
    public static void AddTo(Span<byte> set)
    {
        foreach (var signal in Ours) set[(signal - 1) / 8] |= (byte)(1 << ((signal - 1) % 8));
    }
}
