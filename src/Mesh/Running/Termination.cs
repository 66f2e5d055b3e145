namespace Mesh.Running;

/// <summary>
/// SIGTERM on Mono, where System.CommandLine hears only of SIGINT: through Mono's own UnixSignal, found by its name because no
/// package for netstandard2.1 has it. Without Mono.Posix (Debian: libmono-posix4.0-cil) a SIGTERM ends the node at once; its
/// peers and hands survive that, they are made for worse.
/// </summary>
internal static class Termination
{
#if NETSTANDARD2_1
    private const string SignalType = "Mono.Unix.UnixSignal, Mono.Posix, Version=4.0.0.0, Culture=neutral, PublicKeyToken=0738eb9f132ed756";
    private const string NumberType = "Mono.Unix.Native.Signum, Mono.Posix, Version=4.0.0.0, Culture=neutral, PublicKeyToken=0738eb9f132ed756";
#endif

    /// <summary>Calls back once, from a thread of its own, when the process is told to end. Where System.CommandLine does that, nothing is done.</summary>
    public static void Watch(Action told)
    {
#if NETSTANDARD2_1
        if (Type.GetType(SignalType) is not { } type || Type.GetType(NumberType) is not { } number) return;
        var signal = (WaitHandle)Activator.CreateInstance(type, Enum.Parse(number, "SIGTERM"))!;
        new Thread(() =>
        {
            signal.WaitOne();
            told();
        })
        { IsBackground = true, Name = "SIGTERM" }.Start();
#else
        _ = told;
#endif
    }
}
