namespace Mesh.Running;

/// <summary>
/// SIGTERM. System.CommandLine hears of it on .NET, but only some time after an action has begun, which then cannot clean up. On Mono it hears only of SIGINT: there through Mono's own UnixSignal, found by its name because no
/// package for netstandard2.1 has it. Without Mono.Posix (Debian: libmono-posix4.0-cil) a SIGTERM ends the node at once; its
/// peers and hands survive that, they are made for worse.
/// </summary>
internal static class Termination
{
#if NETSTANDARD2_1
    private const string SignalType = "Mono.Unix.UnixSignal, Mono.Posix, Version=4.0.0.0, Culture=neutral, PublicKeyToken=0738eb9f132ed756";
    private const string NumberType = "Mono.Unix.Native.Signum, Mono.Posix, Version=4.0.0.0, Culture=neutral, PublicKeyToken=0738eb9f132ed756";
#else
    // Unregistered when it is collected.
    private static System.Runtime.InteropServices.PosixSignalRegistration? _registration;
#endif

    /// <summary>Calls back, from a thread of its own, when the process is told to end, for as long as it lives.</summary>
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
        _registration = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            told();
        });
#endif
    }
}
