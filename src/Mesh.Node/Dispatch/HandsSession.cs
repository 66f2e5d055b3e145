using Mesh.Wire;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>The hands have closed their end: the user pressed Ctrl-C, or make killed them. The compile is over, whatever it was.</summary>
internal sealed class HandsGoneException() : OperationCanceledException("the hands are gone");

/// <summary>
/// The conversation with the hands of one compile. One caller; while that caller waits for something else,
/// <see cref="WatchAsync"/> notices hands that go away.
/// </summary>
internal sealed class HandsSession(HandsConnection connection, CancellationToken stop)
{
    /// <summary>How long hands wait for the next sign of life; renewed well before it ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Task<HandsMessage?>? _pending;

    /// <summary>This node is leaving.</summary>
    public CancellationToken Stop => stop;

    public async ValueTask SendAsync(HandsMessage message)
    {
        try
        {
            await connection.WriteAsync(message, stop).ConfigureAwait(false);
        }
        catch (IOException)
        {
            throw new HandsGoneException();
        }
    }

    /// <summary>The next message of the hands; its bytes are valid until the next call.</summary>
    public async ValueTask<HandsMessage> NextAsync()
    {
        try
        {
            var pending = _pending;
            _pending = null;
            return await (pending is null ? connection.ReadAsync(stop) : new ValueTask<HandsMessage?>(pending)).ConfigureAwait(false)
                ?? throw new HandsGoneException();
        }
        catch (Exception e) when (e is IOException or ProtocolException)
        {
            throw new HandsGoneException();
        }
    }

    /// <summary>The next message, which has to be of this type.</summary>
    public async ValueTask<T> NextAsync<T>()
        where T : HandsMessage =>
        await NextAsync().ConfigureAwait(false) is T expected ? expected : throw new HandsGoneException();

    /// <summary>Waits until the hands have closed their end.</summary>
    public async Task UntilGoneAsync()
    {
        try
        {
            while (true)
            {
                await NextAsync().ConfigureAwait(false);
            }
        }
        catch (HandsGoneException)
        {
            // What was waited for.
        }
    }

    /// <summary>Does something else than talking to the hands; cancels it when they go away.</summary>
    public async Task<T> WatchAsync<T>(Func<CancellationToken, Task<T>> work)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var working = work(cancel.Token);
        if (working.IsCompleted)
        {
            return await working.ConfigureAwait(false);
        }

        _pending ??= connection.ReadAsync(stop).AsTask();
        while (await Task.WhenAny(working, _pending, Task.Delay(Patience / 3, cancel.Token)).ConfigureAwait(false) is var first && first != working)
        {
            if (first == _pending)
            {
                cancel.Cancel();
                await Quietly(working).ConfigureAwait(false);
                throw new HandsGoneException(); // they are silent while we work: any word, or none, ends the compile
            }

            await SendAsync(new Wait((uint)Patience.TotalSeconds)).ConfigureAwait(false);
        }

        cancel.Cancel(); // ends the delay
        return await working.ConfigureAwait(false);
    }

    private static async Task Quietly(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ProtocolException)
        {
            // It was told to stop, and did.
        }
    }
}
