using Mesh.Node.Transport;
using Mesh.Wire;
using Mesh.Wire.Messages;

namespace Mesh.Node.Membership;

/// <summary>Tells one peer, over the control connection that it opened, how much room there is here. Twin of <see cref="PeerLink"/>.</summary>
internal sealed class LoadFeed(
    PeerConnection connection, Func<State> load, IReadOnlyList<TargetInfo> greeted, Func<IReadOnlyList<TargetInfo>> targets, TimeSpan? silence = null)
{
    /// <summary>Changes closer together than this are told at once: a build starts and ends hundreds of jobs a second.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <summary>Times that a peer may be silent for <see cref="WireLimits.SilenceTimeout"/>, asked or not, until it counts as gone.</summary>
    private const int MostSilences = 3;

    private static readonly TimeSpan GoodbyePatience = TimeSpan.FromMilliseconds(500); // a peer that does not read must not hold us

    private readonly SemaphoreSlim _changed = new(1, 1);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly TimeSpan _silence = silence ?? WireLimits.SilenceTimeout;
    private int _heard;
    private int _asks;

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
        var listening = UntilSilentAsync(ended.Token);
        await Task.WhenAny(answering, listening, left.Task).ConfigureAwait(false);
        ended.Cancel();
        var goodbye = stop.IsCancellationRequested ? SayGoodbyeAsync() : Task.CompletedTask;
        await Task.WhenAny(goodbye, Task.Delay(GoodbyePatience, CancellationToken.None)).ConfigureAwait(false);
        connection.Dispose(); // ends a read and a write on every runtime; a token alone does not on Mono
        await Task.WhenAll(goodbye, telling, answering, listening).ConfigureAwait(false);
    }

    // A peer whose machine is gone may leave a connection behind that never breaks. It is asked before it is given up: while it hears of
    // changes it has no reason to ping.
    private async Task UntilSilentAsync(CancellationToken ended)
    {
        try
        {
            for (var silences = 0; silences < MostSilences;)
            {
                await Task.Delay(_silence, ended).ConfigureAwait(false);
                silences = Interlocked.Exchange(ref _heard, 0) == 0 ? silences + 1 : 0;
                if (silences > 0)
                {
                    Interlocked.Exchange(ref _asks, 1);
                    Changed(); // the teller asks: it may be stuck in a write, this must not be
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
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
                if (Interlocked.Exchange(ref _asks, 0) != 0)
                {
                    await SendAsync(new Ping((ulong)(uint)Environment.TickCount), ended).ConfigureAwait(false);
                }

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
                Interlocked.Exchange(ref _heard, 1);
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
        using var soon = new CancellationTokenSource(GoodbyePatience);
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
