using System.Runtime.ExceptionServices;
using Mesh.Wire;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Helper;

/// <summary>
/// The frames of one job connection, seen from the helper. A read is always under way, also while the compiler works: that is how a client that hangs up is
/// noticed at once. Pings are answered here and seen by nobody else. One caller at a time.
/// </summary>
internal sealed class JobConversation(JobConnection connection) : IAsyncDisposable
{
    /// <summary>A client that takes nothing for so long is gone: a reply of a megabyte needs that much time only below 140 kbit/s.</summary>
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _reading = new();
    private Task<Frame?>? _pending;

    public string ClientId => connection.ClientId;

    public string Codec => connection.Codec;

    private Task<Frame?> Pending => _pending ??= connection.Reader.ReadAsync(_reading.Token).AsTask();

    /// <summary>The next frame that is no ping, or null when the client has hung up. Its body is valid until the next call.</summary>
    public async Task<Frame?> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            var pending = Pending;
            await Task.WhenAny(pending).WaitAsync(cancel).ConfigureAwait(false);
            if (!IsRead(pending, out var frame)) return null;
            _pending = null;
            if (frame.Kind is not MessageKind.Ping) return frame;
            await AnswerAsync(frame, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for a slot to compile in; null when the client does not stay for it.</summary>
    public async Task<CompileSlot?> WaitForSlotAsync(AdmissionGate gate, CancellationToken stop)
    {
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var taking = gate.TakeSlotAsync(unwanted.Token);
        var stays = false;
        try
        {
            stays = await StaysForAsync(taking, stop).ConfigureAwait(false);
        }
        finally
        {
            unwanted.Cancel();
            await Task.WhenAny(taking).ConfigureAwait(false);
            if (!stays && taking.Status == TaskStatus.RanToCompletion) (await taking.ConfigureAwait(false)).Dispose();
        }

        return stays ? await taking.ConfigureAwait(false) : null;
    }

    /// <summary>
    /// Waits for <paramref name="work"/>, or until the client wants it no more: it hung up, or cancelled the job. False in that case; the caller
    /// then ends the work.
    /// </summary>
    public async Task<bool> StaysForAsync(Task work, CancellationToken cancel)
    {
        while (!work.IsCompleted)
        {
            var pending = Pending;
            if (await Task.WhenAny(work, pending).ConfigureAwait(false) == work) break;
            if (!IsRead(pending, out var frame)) return false;
            _pending = null;
            switch (frame.Kind)
            {
                case MessageKind.Ping:
                    await AnswerAsync(frame, cancel).ConfigureAwait(false);
                    break;
                case MessageKind.SourceEnd when SourceEnd.Decode(frame.Body).Cancelled:
                    return false;
                default:
                    throw new ProtocolException($"a {frame.Kind} frame while the job is compiled");
            }
        }

        return true;
    }

    /// <summary>
    /// Waits for a piece of source to reach the compiler, or until the client hangs up: false. The client's next frame may arrive meanwhile; it waits its turn.
    /// </summary>
    public async Task<bool> StaysWhileFeedingAsync(Task piece)
    {
        if (piece.IsCompleted) return true;
        var pending = Pending;
        return await Task.WhenAny(piece, pending).ConfigureAwait(false) == piece || IsRead(pending, out _);
    }

    public void Add<T>(in T message)
        where T : IMessage => connection.Writer.Add(message);

    public Task SendAsync<T>(in T message, CancellationToken cancel)
        where T : IMessage
    {
        connection.Writer.Add(message);
        return FlushAsync(cancel);
    }

    /// <exception cref="ClientLostException">It has hung up, or takes nothing.</exception>
    public async Task FlushAsync(CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(SendPatience);
        using var hangUp = late.Token.Register(connection.HangUp);
        try
        {
            await connection.Writer.FlushAsync(cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new ClientLostException(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_pending is { IsCompleted: false })
        {
            _reading.Cancel();
            connection.HangUp();
        }

        // The reader's buffer goes back to a pool after this: no read may still fill it. However the read ends, nobody wants its frame.
        if (_pending is not null) await Task.WhenAny(_pending).ConfigureAwait(false);
        _ = _pending?.Exception;
        _reading.Dispose();
    }

    /// <summary>False when the client has hung up, between frames or within one.</summary>
    private static bool IsRead(Task<Frame?> pending, out Frame frame)
    {
        frame = default;
        if (pending.Exception?.InnerException is { } e and not (IOException or ObjectDisposedException)) ExceptionDispatchInfo.Capture(e).Throw();
        if (pending.Status is not TaskStatus.RanToCompletion || pending.Result is not { } read) return false;
        frame = read;
        return true;
    }

    private Task AnswerAsync(Frame ping, CancellationToken cancel) => SendAsync(new Pong(Ping.Decode(ping.Body).Token), cancel);
}
