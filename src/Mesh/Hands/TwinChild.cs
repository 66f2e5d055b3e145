using Mesh.Wire.Hands;

namespace Mesh.Hands;

/// <summary>One RUN child: its output becomes frames, and all of it has been sent when its end is told. As `drain` and `tend_children` in hands.c.</summary>
internal sealed class TwinChild(uint id, Func<HandsMessage, Task> send)
{
    /// <summary>From SIGTERM, on which gcc removes its temporary files, to SIGKILL.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Without a byte, for a pipe that a grandchild keeps open after the child's end.</summary>
    private const int SilentMilliseconds = 500;

    private int _pid;
    private volatile Task<ChildEnd>? _end;
    private volatile bool _isKilled;

    private bool HasEnded => _end is { IsCompleted: true };

    public async Task<Exited> RunAsync(string file, IReadOnlyList<byte[]> arguments, IReadOnlyList<byte[]> environment)
    {
        var (outEnds, errEnds) = (Libc.Pipe(), Libc.Pipe());
        var errno = NativeChild.Start(file, arguments, environment, (outEnds.Write, errEnds.Write), out _pid);
        _ = Libc.close(outEnds.Write);
        _ = Libc.close(errEnds.Write);
        if (errno != 0)
        {
            _ = Libc.close(outEnds.Read);
            _ = Libc.close(errEnds.Read);
            await send(new Stderr(id, Libc.Text($"{file}: {Libc.Error(errno)}").AsMemory()[..^1])).ConfigureAwait(false);
            return new Exited(id, errno == Libc.Enoent ? 127u : 126u, 0, 0, 0);
        }

        var ending = NativeChild.WaitAsync(_pid);
        _end = ending;
        await Task.WhenAll(
            PumpAsync(outEnds.Read, bytes => new Stdout(id, bytes)),
            PumpAsync(errEnds.Read, bytes => new Stderr(id, bytes))).ConfigureAwait(false);
        var end = await ending.ConfigureAwait(false);
        return new Exited(id, (uint)end.Code, (uint)end.Signal, end.UserMicroseconds, end.SystemMicroseconds);
    }

    /// <summary>Asks its group to end, then makes the child. What a grandchild prints is not waited for any more.</summary>
    public async Task KillAsync()
    {
        _isKilled = true;
        if (_end is not { IsCompleted: false } end) return;
        _ = Libc.kill(-_pid, Libc.SigTerm);
        await Task.WhenAny(end, Task.Delay(Patience)).ConfigureAwait(false);
        if (!end.IsCompleted) _ = Libc.kill(-_pid, Libc.SigKill);
    }

    /// <summary>The same, and the rest of its group does not outlive it.</summary>
    public async Task KillGroupAsync()
    {
        if (_end is not { IsCompleted: false }) return;     // its number may be another's by now
        await KillAsync().ConfigureAwait(false);
        _ = Libc.kill(-_pid, Libc.SigKill);
    }

    private Task PumpAsync(int pipe, Func<ReadOnlyMemory<byte>, HandsMessage> frame) => Task.Factory.StartNew(
        () => Pump(pipe, frame), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private unsafe void Pump(int pipe, Func<ReadOnlyMemory<byte>, HandsMessage> frame)
    {
        var buffer = new byte[60 * 1024];
        try
        {
            while (HasMore(pipe))
            {
                nint count;
                fixed (byte* at = buffer) count = Libc.read(pipe, at, (nuint)buffer.Length);
                if (count < 0 && Libc.Errno == Libc.Eintr) continue;
                if (count <= 0) return;
                send(frame(buffer.AsMemory(0, (int)count))).GetAwaiter().GetResult();     // a thread of its own
            }
        }
        finally
        {
            _ = Libc.close(pipe);
        }
    }

    // Waits for bytes or the pipe's end; false when it can only be a grandchild that keeps it open, in silence or after a KILL.
    private bool HasMore(int pipe)
    {
        while (true)
        {
            var hadEnded = HasEnded;     // asked before the wait: what the child wrote lies in the pipe by then
            if (hadEnded && _isKilled) return false;
            var ready = Libc.Poll(pipe, SilentMilliseconds);
            if (ready > 0) return true;
            if (ready == 0 && hadEnded) return false;
        }
    }
}
