using System.Collections.Concurrent;
using Mesh.Wire.Hands;

namespace Mesh.Hands;

/// <summary>The RUN children of one compile: their output becomes frames, their process groups end with us.</summary>
internal sealed class TwinChildren(TwinCommand command, Func<HandsMessage, Task> send)
{
    /// <summary>From SIGTERM, on which gcc removes its temporary files, to SIGKILL.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<uint, int> _pids = new();

    public async Task RunAsync(Run run)
    {
        var (file, arguments) = command.Resolve(run.Arguments);
        var (outEnds, errEnds) = (Pipe(), Pipe());
        var errno = NativeChild.Start(file, arguments, command.Environment(run.EnvironmentEdits), (outEnds.Write, errEnds.Write), out var pid);
        _ = Libc.close(outEnds.Write);
        _ = Libc.close(errEnds.Write);
        if (errno == 0) _pids[run.RunId] = pid;
        var stdout = PumpAsync(outEnds.Read, bytes => new Stdout(run.RunId, bytes));
        var stderr = PumpAsync(errEnds.Read, bytes => new Stderr(run.RunId, bytes));
        if (errno != 0)
        {
            await send(new Stderr(run.RunId, Libc.Text($"{file}: {Libc.Error(errno)}").AsMemory()[..^1])).ConfigureAwait(false);
            await send(new Exited(run.RunId, errno == Libc.Enoent ? 127u : 126u, 0, 0, 0)).ConfigureAwait(false);
            return;
        }

        var end = await NativeChild.WaitAsync(pid).ConfigureAwait(false);
        _pids.TryRemove(run.RunId, out _);

        // A grandchild may keep a pipe open; what it still prints is not waited for.
        await Task.WhenAny(Task.WhenAll(stdout, stderr), Task.Delay(Patience)).ConfigureAwait(false);
        await send(new Exited(run.RunId, (uint)end.Code, (uint)end.Signal, end.UserMicroseconds, end.SystemMicroseconds)).ConfigureAwait(false);
    }

    public async Task KillAsync(uint runId)
    {
        if (!_pids.TryGetValue(runId, out var pid)) return;
        _ = Libc.kill(-pid, Libc.SigTerm);
        await Task.Delay(Patience).ConfigureAwait(false);
        if (_pids.TryGetValue(runId, out var still) && still == pid) _ = Libc.kill(-pid, Libc.SigKill);
    }

    public async Task KillAllAsync()
    {
        var groups = _pids.Values.ToList();
        await Task.WhenAll(_pids.Keys.Select(KillWaitingAsync)).ConfigureAwait(false);
        foreach (var pid in groups) _ = Libc.kill(-pid, Libc.SigKill);     // the rest of each group
    }

    private async Task KillWaitingAsync(uint runId)
    {
        var kill = KillAsync(runId);
        while (!kill.IsCompleted && _pids.ContainsKey(runId)) await Task.Delay(5).ConfigureAwait(false);
    }

    private Task PumpAsync(int pipe, Func<ReadOnlyMemory<byte>, HandsMessage> frame) => Task.Factory.StartNew(
        () => Pump(pipe, frame), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private unsafe void Pump(int pipe, Func<ReadOnlyMemory<byte>, HandsMessage> frame)
    {
        var buffer = new byte[60 * 1024];
        try
        {
            for (; ; )
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

    private static unsafe (int Read, int Write) Pipe()
    {
        var ends = stackalloc int[2];
        if (Libc.pipe2(ends, Libc.CloseOnExec) != 0) throw new IOException(Libc.Error(Libc.Errno));
        return (ends[0], ends[1]);
    }
}
