using System.Threading.Channels;

namespace Mesh.Testing;

/// <summary>
/// One end of a byte connection in memory. Like a socket: disposing an end lets the other read what was written and then the end of the stream, and
/// its writes fail. It never merges two writes into one read, and holds few of them, so that a peer that does not read blocks its writer.
/// </summary>
internal sealed class DuplexStream : Stream
{
    private readonly ChannelReader<byte[]> _incoming;
    private readonly ChannelWriter<byte[]> _outgoing;
    private readonly CancellationTokenSource _closed;
    private readonly CancellationToken _otherClosed;
    private ReadOnlyMemory<byte> _rest;

    private DuplexStream(Channel<byte[]> incoming, Channel<byte[]> outgoing, CancellationToken otherClosed, CancellationTokenSource closed)
    {
        (_incoming, _outgoing, _otherClosed, _closed) = (incoming.Reader, outgoing.Writer, otherClosed, closed);
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Two ends of one connection.</summary>
    public static (DuplexStream Left, DuplexStream Right) Pair()
    {
        const int WritesUnderWay = 16;
        var (toRight, toLeft) = (Channel.CreateBounded<byte[]>(WritesUnderWay), Channel.CreateBounded<byte[]>(WritesUnderWay));
        var (leftClosed, rightClosed) = (new CancellationTokenSource(), new CancellationTokenSource());
        return (new DuplexStream(toLeft, toRight, rightClosed.Token, leftClosed), new DuplexStream(toRight, toLeft, leftClosed.Token, rightClosed));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        try
        {
            while (_rest.IsEmpty)
            {
                if (!await _incoming.WaitToReadAsync(either.Token)) return 0;
                if (_incoming.TryRead(out var bytes)) _rest = bytes;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(DuplexStream));
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closed.IsCancellationRequested, this);
        if (buffer.IsEmpty) return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token, _otherClosed);
        try
        {
            await _outgoing.WriteAsync(buffer.ToArray(), either.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException("the other side has hung up", e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("only asynchronous use");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("only asynchronous use");

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed.IsCancellationRequested)
        {
            _closed.Cancel();
            _outgoing.TryComplete();
        }

        base.Dispose(disposing);
    }
}
