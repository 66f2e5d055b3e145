using Mesh.Node.Transport;
using Mesh.Wire;
using Mesh.Wire.Messages;

namespace Mesh.Node.Membership;

/// <summary>Tells one peer, over the control connection that it opened, how much room there is here. Twin of <see cref="PeerLink"/>.</summary>
internal sealed class LoadFeed(PeerConnection connection, Func<State> load, IReadOnlyList<TargetInfo> greeted, Func<IReadOnlyList<TargetInfo>> targets)
{
    /// <summary>Changes closer together than this are told at once: a build starts and ends hundreds of jobs a second.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly SemaphoreSlim _changed = new(1, 1);
    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>There is something new to tell. Never blocks.</summary>
    public void Changed()
    {
        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is going to be told already.
        }
    }

    /// <summary>Feeds until the connection ends, or this node leaves.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var left = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var leaving = stop.Register(() => left.TrySetResult(true));
        var telling = TellAsync(ended.Token);
        var answering = AnswerPingsAsync(ended.Token);
        await Task.WhenAny(answering, left.Task).ConfigureAwait(false);
        ended.Cancel();
        await telling.ConfigureAwait(false);
        if (stop.IsCancellationRequested)
        {
            await SayGoodbyeAsync().ConfigureAwait(false);
        }

        connection.Dispose(); // ends a read on every runtime
        await answering.ConfigureAwait(false);
    }

    private async Task TellAsync(CancellationToken ended)
    {
        try
        {
            State? told = null;
            var toldTargets = greeted;
            while (true)
            {
                await _changed.WaitAsync(ended).ConfigureAwait(false);
                var (now, nowTargets) = (load(), targets());
                var news = !ReferenceEquals(nowTargets, toldTargets);
                if (now != told || news)
                {
                    (told, toldTargets) = (now, nowTargets);
                    await SendAsync(now with { Targets = news ? nowTargets : null }, ended).ConfigureAwait(false);
                    await Task.Delay(Pace, ended).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection has ended; the reader says so too.
        }
    }

    private async Task AnswerPingsAsync(CancellationToken ended)
    {
        try
        {
            while (await connection.Reader.ReadAsync(ended).ConfigureAwait(false) is { Kind: MessageKind.Ping or MessageKind.Pong } frame)
            {
                if (frame.Kind == MessageKind.Ping)
                {
                    await SendAsync(new Pong(Ping.Decode(frame.Body).Token), ended).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or ProtocolException)
        {
            // The other side is gone, or talks nonsense: either way it is told nothing more.
        }
    }

    private async Task SayGoodbyeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(500)); // a peer that does not read must not hold us
        try
        {
            await SendAsync(new Goodbye(GoodbyeReason.Leaving), soon.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It will notice.
        }
    }

    private async ValueTask SendAsync<T>(T message, CancellationToken cancel)
        where T : IMessage
    {
        await _writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await connection.Writer.WriteAsync(message, cancel).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }
}
