using Mesh.Wire;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>The hands have closed their end: the user pressed Ctrl-C, or make killed them. The compile is over, whatever it was.</summary>
internal sealed class HandsGoneException() : OperationCanceledException("the hands are gone");

/// <summary>
/// The conversation with the hands of one compile. One caller; while that caller waits for something else,
/// <see cref="WatchAsync"/> notices hands that go away.
/// </summary>
internal sealed class HandsSession : IDisposable
{
    /// <summary>How long hands wait for the next sign of life before they take this node for hung; renewed well before it ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HandsConnection _connection;
    private readonly CancellationTokenSource _ended;
    private readonly HashSet<uint> _running = [];
    private uint _lastRun;
    private Task<HandsMessage?>? _pending;
    private Task? _renewal;

    /// <param name="user">Who is calling, by the kernel's word.</param>
    /// <param name="stop">This node is leaving.</param>
    public HandsSession(HandsConnection connection, uint user, CancellationToken stop)
    {
        User = user;
        _connection = connection;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Stop = stop;
    }

    /// <summary>The user id whose hands these are. What they say of files is true for that user alone: another's hands may have said anything.</summary>
    public uint User { get; }

    /// <summary>This node is leaving.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Sends the message with the next one that is sent, or before the next wait: one system call, and the hands wake once.</summary>
    public void Queue(HandsMessage message) => _connection.Writer.Add(message);

    /// <summary>Queues a RUN under a number of its own; its EXITED is the last that <see cref="NextAsync()"/> tells of it.</summary>
    public uint Run(IReadOnlyList<string> arguments, IReadOnlyList<string> environmentEdits)
    {
        Queue(new Run(++_lastRun, arguments, environmentEdits));
        _running.Add(_lastRun);
        return _lastRun;
    }

    /// <summary>Tells the hands at once that somebody is here: they are soon gone from a node that is frozen.</summary>
    public ValueTask GreetAsync()
    {
        Promise();
        return FlushAsync();
    }

    public ValueTask SendAsync(HandsMessage message)
    {
        Queue(message);
        return FlushAsync();
    }

    public async ValueTask FlushAsync()
    {
        try
        {
            await _connection.Writer.FlushAsync(Stop).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw new HandsGoneException();
        }
    }

    /// <summary>The next message of the hands; its bytes are valid until the next call.</summary>
    public async ValueTask<HandsMessage> NextAsync()
    {
        while (true)
        {
            var message = await ReadAsync().ConfigureAwait(false);
            if (!IsOfEndedRun(message))
            {
                return message;
            }
        }
    }

    /// <summary>The next message, which has to be of this type.</summary>
    public async ValueTask<T> NextAsync<T>()
        where T : HandsMessage =>
        await NextAsync().ConfigureAwait(false) is T expected ? expected : throw new HandsGoneException();

    /// <summary>Waits until the hands, which have become or started the compiler, have closed their end.</summary>
    public async Task UntilGoneAsync()
    {
        try
        {
            while (await (_pending ?? _connection.ReadAsync(Stop).AsTask()).ConfigureAwait(false) is not null)
            {
                _pending = null;
            }
        }
        catch (Exception e) when (e is IOException or ProtocolException)
        {
            // What was waited for.
        }
    }

    /// <summary>
    /// Does something else than talking to the hands, and ends it when they go away. What the work yields all the same by then
    /// (a slot, a place) is given back.
    /// </summary>
    public async Task<T> WatchAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var working = work(cancel.Token);
        if (working.IsCompleted)
        {
            return await working.ConfigureAwait(false);
        }

        try
        {
            _pending ??= _connection.ReadAsync(Stop).AsTask();
            if (await PatientlyAsync(working, _pending).ConfigureAwait(false) == _pending)
            {
                throw new HandsGoneException(); // they are silent while we work: any word, or none, ends the compile
            }
        }
        catch
        {
            cancel.Cancel();
            await GiveBackAsync(working).ConfigureAwait(false);
            throw;
        }

        return await working.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _ended.Cancel(); // the renewal's timer
        _ended.Dispose();
    }

    private bool IsOfEndedRun(HandsMessage message) => message switch
    {
        Stdout said => !_running.Contains(said.RunId),
        Stderr said => !_running.Contains(said.RunId),
        Exited ended => !_running.Remove(ended.RunId),
        _ => false,
    };

    private async ValueTask<HandsMessage> ReadAsync()
    {
        if (_connection.Writer.Queued > 0)
        {
            Promise();
            await FlushAsync().ConfigureAwait(false);
        }

        try
        {
            var reading = _pending is null ? _connection.ReadAsync(Stop) : new ValueTask<HandsMessage?>(_pending);
            _pending = null;
            if (!reading.IsCompleted)
            {
                var pending = reading.AsTask();
                await PatientlyAsync(pending).ConfigureAwait(false);
                reading = new ValueTask<HandsMessage?>(pending);
            }

            return await reading.ConfigureAwait(false) ?? throw new HandsGoneException();
        }
        catch (Exception e) when (e is IOException or ProtocolException)
        {
            throw new HandsGoneException();
        }
    }

    // Waits for the first of them, and keeps the promise meanwhile that this node is alive.
    private async Task<Task> PatientlyAsync(params Task[] tasks)
    {
        while (true)
        {
            Promise();
            await FlushAsync().ConfigureAwait(false);
            var first = await Task.WhenAny([.. tasks, _renewal!]).ConfigureAwait(false);
            if (first != _renewal)
            {
                return first;
            }

            Stop.ThrowIfCancellationRequested();
        }
    }

    // The first promise comes with the first wait: hands whose node freezes later must not wait for ever.
    private void Promise()
    {
        if (_renewal is null or { IsCompleted: true })
        {
            Queue(new Wait((uint)Patience.TotalSeconds));
            _renewal = Task.Delay(Patience / 3, _ended.Token);
        }
    }

    private static async Task GiveBackAsync<T>(Task<T> working)
    {
        try
        {
            (await working.ConfigureAwait(false) as IDisposable)?.Dispose();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ProtocolException)
        {
            // It was told to stop, and did.
        }
    }
}
