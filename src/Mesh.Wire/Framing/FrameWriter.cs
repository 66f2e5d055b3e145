using Mesh.Wire.Messages;

namespace Mesh.Wire.Framing;

/// <summary>
/// Writes frames to a stream, for one writer. <see cref="Add"/> collects, so that several small frames leave in one write (one
/// packet, one TLS record); <see cref="FlushAsync"/> sends.
/// </summary>
internal sealed class FrameWriter : IDisposable
{
    /// <summary>What an idle connection keeps.</summary>
    private const int UsualBytes = 4 * 1024;

    private readonly Stream _stream;
    private readonly PooledBuffer _pending = new(UsualBytes);
    private volatile bool _disposed;

    public FrameWriter(Stream stream)
    {
        _stream = stream;
    }

    /// <summary>Bytes that wait for <see cref="FlushAsync"/>.</summary>
    public int Pending => _pending.Length;

    /// <summary>Encodes a message at once (what it refers to may change afterwards), and sends it with the next flush.</summary>
    public void Add<T>(in T message)
        where T : IMessage
    {
        if (_disposed)
            throw new ObjectDisposedException(nameof(FrameWriter));
        MessageCodec.Encode(message, _pending);
    }

    /// <summary>Sends a message, and before it whatever was added.</summary>
    public ValueTask WriteAsync<T>(in T message, CancellationToken cancel)
        where T : IMessage
    {
        Add(message);
        return FlushAsync(cancel);
    }

    /// <summary>Sends all that was added. After an exception the stream is in an unknown state: close it.</summary>
    public async ValueTask FlushAsync(CancellationToken cancel)
    {
        if (_pending.Length == 0)
            return;
        await _stream.WriteAsync(_pending.Memory, cancel).ConfigureAwait(false);
        await _stream.FlushAsync(cancel).ConfigureAwait(false);
        _pending.Clear(UsualBytes);
    }

    /// <summary>Nothing can be added any more. As with <see cref="FrameReader.Dispose"/>, a write may be under way.</summary>
    public void Dispose() => _disposed = true;
}
