using System.Text;
using Mesh.Wire;
using Mesh.Wire.Hands;

namespace Mesh.Hands;

/// <summary>Does what the brain asks until the compile is decided. As `converse` and `obey` in hands.c.</summary>
internal sealed class TwinConversation : IDisposable
{
    /// <summary>A node that says nothing to a call for so long hangs: it sends WAIT at once.</summary>
    private static readonly TimeSpan FirstAnswer = TimeSpan.FromSeconds(5);

    /// <summary>And so does one that does not take a frame in so long.</summary>
    private static readonly TimeSpan MostSending = TimeSpan.FromSeconds(20);

    /// <summary>To read what a node said while we were stopped (Ctrl-Z): the clock went on, so every wait seems over.</summary>
    private static readonly TimeSpan LastLook = TimeSpan.FromMilliseconds(100);

    /// <summary>OUT and ERR wait for the end, in memory; a compiler's messages are kilobytes.</summary>
    private const int MaxPrintedBytes = 32 * 1024 * 1024;

    private readonly HandsConnection _connection;
    private readonly TwinOutputs _outputs = new();
    private readonly TwinChildren _children;
    private readonly List<(int File, byte[] Bytes)> _printed = [];
    private readonly List<Task> _running = [];
    private readonly SemaphoreSlim _writing = new(1);
    private readonly CancellationTokenSource _silence = new();
    private readonly CancellationTokenSource _unheard = new();
    private volatile bool _silent;
    private bool _isAnswered;
    private TimeSpan _patience = FirstAnswer;

    public TwinConversation(TwinCommand command, Stream stream)
    {
        _connection = new HandsConnection(stream);
        _children = new TwinChildren(command, SendAsync);
    }

    /// <param name="question">The call, or what is asked about one: to explain it, the node asks the same things back.</param>
    /// <param name="cancel">Ends the children too.</param>
    public async Task<TwinEnd> RunAsync(HandsMessage question, CancellationToken cancel)
    {
        try
        {
            await WriteAsync(question, cancel).ConfigureAwait(false);
            return await ObeyAsync(cancel).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new TwinEnd.Cancelled();
        }
        catch (OperationCanceledException)
        {
            return new TwinEnd.Local("the node is silent");
        }
        catch (Exception e) when (e is IOException or ProtocolException or ArgumentException)
        {
            return new TwinEnd.Local(e.Message);
        }
        finally
        {
            await FallSilentAsync().ConfigureAwait(false);
            await _children.KillAllAsync().ConfigureAwait(false);
            _outputs.Forget();
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _silence.Dispose();
        _unheard.Dispose();
        _writing.Dispose();
    }

    private async Task<TwinEnd> ObeyAsync(CancellationToken cancel)
    {
        while (await ReadAsync(cancel).ConfigureAwait(false) is { } message)
        {
            switch (message)
            {
                case Exec exec: return new TwinEnd.Exec(exec);
                case Exit exit: return Finish(exit.Code);
                case ExplainText explanation: return new TwinEnd.Explained(Encoding.UTF8.GetString(explanation.Utf8.Span));
                case Commit commit:
                    if (await CommitAsync(commit).ConfigureAwait(false)) return Finish(commit.Code);
                    break;
                default:
                    await ObeyAsync(message).ConfigureAwait(false);
                    break;
            }
        }

        return new TwinEnd.Local("the node went away");
    }

    private async Task<HandsMessage?> ReadAsync(CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel, _unheard.Token);
        try
        {
            var reading = _connection.ReadAsync(over.Token).AsTask();
            await PatientlyAsync(reading, over.Token).ConfigureAwait(false);
            var message = await reading.ConfigureAwait(false);
            if (!_isAnswered) _patience = TimeSpan.Zero;
            _isAnswered = true;
            return message;
        }
        finally
        {
            over.Cancel();     // the timers, and a read that nobody waits for
        }
    }

    // As long as a child runs it is the node that waits; the time it may be silent begins with the end of the last.
    private async Task PatientlyAsync(Task reading, CancellationToken over)
    {
        var ended = Task.Delay(Timeout.Infinite, over);     // Mono does not end a read by its token
        while (!reading.IsCompleted)
        {
            _running.RemoveAll(r => r.Status == TaskStatus.RanToCompletion);
            var patience = _patience > TimeSpan.Zero ? _patience : Timeout.InfiniteTimeSpan;
            var enough = _running.Count > 0 ? Task.WhenAll(_running) : Task.Delay(patience, over);
            await Task.WhenAny(reading, enough, ended).ConfigureAwait(false);
            over.ThrowIfCancellationRequested();
            if (reading.IsCompleted) return;
            await enough.ConfigureAwait(false);     // throws what a child's start did
            if (_running.Count > 0) continue;
            if (await Task.WhenAny(reading, Task.Delay(LastLook, over)).ConfigureAwait(false) != reading) throw new OperationCanceledException();
        }
    }

    private async Task ObeyAsync(HandsMessage message)
    {
        switch (message)
        {
            case Run run: _running.Add(_children.RunAsync(run)); break;
            case Kill kill: _running.Add(_children.KillAsync(kill.RunId)); break;
            case Stat stat: await SendAsync(new Stats([.. stat.Paths.Select(Describe)])).ConfigureAwait(false); break;
            case Read read: await SendAsync(Content(read)).ConfigureAwait(false); break;
            case Write write: _outputs.Begin(write.Path, write.Mode); break;
            case Data data: _outputs.Append(data.Bytes.Span); break;
            case Close: _outputs.Close(); break;
            case Adopt adopt: _outputs.Adopt(adopt.Temporary, adopt.Final); break;
            case Out bytes: Print(1, bytes.Bytes); break;
            case Err bytes: Print(2, bytes.Bytes); break;
            case Wait wait: _patience = TimeSpan.FromSeconds(wait.Seconds); break;
            case Discard:
                _outputs.Forget();
                _printed.Clear();
                await SendAsync(new Done(true, 0, "")).ConfigureAwait(false);
                break;
            default: throw new ProtocolException($"the node sent {message.Kind}");
        }
    }

    private async Task<bool> CommitAsync(Commit commit)
    {
        var (errno, problem) = _outputs.Commit();
        await SendAsync(new Done(errno == 0, (uint)errno, errno == 0 ? "" : $"{problem}: {Libc.Error(errno)}")).ConfigureAwait(false);
        return errno == 0 && commit.ThenExit;
    }

    private TwinEnd.Exit Finish(uint code)
    {
        foreach (var (file, bytes) in _printed) _ = Libc.WriteAll(file, bytes);
        return new TwinEnd.Exit((int)(code & 255));
    }

    private void Print(int file, ReadOnlyMemory<byte> bytes)
    {
        if (_printed.Sum(p => (long)p.Bytes.Length) + bytes.Length > MaxPrintedBytes) throw new ProtocolException("the node sends endless output");
        _printed.Add((file, bytes.ToArray()));

        // A compiler dies of what it says there, or fails; and takes its output along.
        if (bytes.Length > 0 && Libc.HasNoReader(file)) _outputs.Fail(Libc.Epipe, file == 1 ? "standard output" : "standard error");
    }

    private static FileStat Describe(string path) => FileFacts.Of(path, follow: true, out _) is not { } facts
        ? default
        : new FileStat(
            facts.IsRegular ? FileStatType.Regular : facts.IsDirectory ? FileStatType.Directory : FileStatType.Other,
            facts.Mode & 0xFFF, facts.Identity.Size, facts.Identity.ModifiedNanoseconds);

    private static Content Content(Read read)
    {
        var most = Math.Min(read.MaxBytes, HandsLimits.MaxFrameBytes - 2);
        if (FileFacts.Of(read.Path, follow: true, out _) is not { IsRegular: true } facts || facts.Identity.Size > most) return new Content(false, default);
        try
        {
            var bytes = File.ReadAllBytes(read.Path);
            return (ulong)bytes.Length <= most ? new Content(true, bytes) : new Content(false, default);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Content(false, default);
        }
    }

    // Before exec restores SIGPIPE no thread may be left that writes to a dead node. A held slot keeps the socket itself open.
    private async Task FallSilentAsync()
    {
        _silent = true;
        _silence.Cancel();
        await _writing.WaitAsync().ConfigureAwait(false);
        _writing.Release();
    }

    // Several children print at once. A node that is gone shows at the next read; for one that takes nothing there is none.
    private async Task SendAsync(HandsMessage message)
    {
        await _writing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_silent) return;
            await WriteAsync(message, _silence.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            _silent = true;     // a frame may have been cut: nothing may follow it
            if (e is OperationCanceledException && !_silence.IsCancellationRequested) _unheard.Cancel();
        }
        finally
        {
            _writing.Release();
        }
    }
    private async Task WriteAsync(HandsMessage message, CancellationToken cancel)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        over.CancelAfter(MostSending);
        var writing = _connection.WriteAsync(message, over.Token).AsTask();
        await Task.WhenAny(writing, Task.Delay(Timeout.Infinite, over.Token)).ConfigureAwait(false);     // as above
        if (!writing.IsCompleted) throw new OperationCanceledException();
        await writing.ConfigureAwait(false);
    }
}
