namespace Mesh.Node.Processes;

/// <summary>How a child ended: its exit code, or the signal that killed it (then the code is 128 + signal, as a shell shows it).</summary>
internal readonly record struct ChildExit(int Code, int Signal)
{
    /// <summary>Highest signal number on Linux (<c>SIGRTMAX</c>).</summary>
    private const int LastSignal = 64;

    /// <summary>.NET, Mono and bubblewrap all report a death by signal as 128 + signal; no compiler exits with such a code by itself.</summary>
    public static ChildExit FromRuntime(int code) => new(code, code is > 128 and <= 128 + LastSignal ? code - 128 : 0);
}
