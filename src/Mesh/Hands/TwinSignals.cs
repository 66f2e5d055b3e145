using System.Runtime.InteropServices;

namespace Mesh.Hands;

/// <summary>Turns the signals that end a compile into a token and remembers which one came, so that we can die of the same one.</summary>
internal sealed class TwinSignals : IDisposable
{
    private readonly CancellationTokenSource _stop;
#if NET
    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile int _signal;
#else
    // Mono has no PosixSignalRegistration; the command line's token tells of SIGINT.
    private readonly int _signal = Libc.SigInt;
#endif

    public TwinSignals(CancellationToken cancel)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
#if NET
        Catch(PosixSignal.SIGINT, Libc.SigInt);
        Catch(PosixSignal.SIGTERM, Libc.SigTerm);
        Catch(PosixSignal.SIGHUP, 1);
        Catch(PosixSignal.SIGQUIT, 3);
#endif
    }

    public CancellationToken Stop => _stop.Token;

    /// <summary>The signal that came; SIGINT where only the token tells of one.</summary>
    public int Signal => _signal == 0 ? Libc.SigInt : _signal;

    public void Dispose()
    {
#if NET
        foreach (var registration in _registrations) registration.Dispose();
#endif
        _stop.Dispose();
    }

#if NET
    private void Catch(PosixSignal signal, int number) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _signal = number;
        _stop.Cancel();
    }));
#endif
}
