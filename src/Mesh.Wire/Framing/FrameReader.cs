using System.Buffers;
using System.Buffers.Binary;
using Mesh.Wire.Messages;

namespace Mesh.Wire.Framing;

/// <summary>
/// Reads frames from a stream, one at a time, for one reader. The buffer is reused, and grows with the bytes that have come,
/// never to a length that was only announced. Plain <see cref="Stream"/>: System.IO.Pipelines does not bind on Mono.
/// </summary>
internal sealed class FrameReader : IDisposable
{
    /// <summary>Holds any small frame and the usual chunk of preprocessed source; what an idle connection keeps.</summary>
    private const int UsualBytes = 32 * 1024;

    private readonly Stream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(UsualBytes);
    private int _start;
    private int _end;
    private volatile bool _disposed;

    public FrameReader(Stream stream)
    {
        _stream = stream;
    }

    /// <summary>
    /// The next frame; null when the stream ends between two frames. Its body is valid until the next call. A stream that ends
    /// inside a frame is an <see cref="EndOfStreamException"/>: that peer died, it did not lie.
    /// </summary>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (_disposed)
                throw new ObjectDisposedException(nameof(FrameReader));
            if (TryTake(out var frame))
                return frame;
            MakeRoom();
            var reading = _stream.ReadAsync(_buffer.AsMemory(_end), cancel);
            int read = _end == _start || reading.IsCompleted
                ? await reading.ConfigureAwait(false)
                : await InTimeAsync(reading).ConfigureAwait(false);
            if (read > 0)
                _end += read;
            else if (_start == _end)
                return null;
            else
                throw new EndOfStreamException($"the stream ended {_end - _start} bytes into a frame");
        }
    }

    /// <summary>
    /// No more frames, not even those that have come already. The buffer is left to the garbage collector: to hang up, a connection
    /// is disposed while a read is under way, and the shared pool would lend the array to another while that read still fills it.
    /// </summary>
    public void Dispose() => _disposed = true;

    /// <summary>The rest of a frame. Between frames a peer may be silent as long as the conversation allows; inside one it is dead, or its length was damaged.</summary>
    private async ValueTask<int> InTimeAsync(ValueTask<int> reading)
    {
        using var late = new CancellationTokenSource(WireLimits.StallTimeout);
        try
        {
            using (late.Token.Register(_stream.Dispose)) // ends the read on every runtime; a token alone does not on Mono
            {
                int read = await reading.ConfigureAwait(false);
                return read == 0 && late.IsCancellationRequested ? throw Stalled(null) : read; // some streams end a read so when they are closed
            }
        }
        catch (Exception e) when (late.IsCancellationRequested && e is ObjectDisposedException or OperationCanceledException)
        {
            throw Stalled(e);
        }
    }

    private static IOException Stalled(Exception? cause) => new($"nothing came for {WireLimits.StallTimeout.TotalSeconds:0} s inside a frame", cause);

    // u32 length, big-endian, of what follows | u8 kind | MessagePack body
    private bool TryTake(out Frame frame)
    {
        frame = default;
        int available = _end - _start;
        if (available < Frame.HeaderBytes)
            return false;
        uint length = BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start));
        var kind = (MessageKind)_buffer[_start + Frame.LengthBytes];
        int allowed = WireLimits.MaxFrame(kind);
        if (length < 1 || length > (uint)allowed)
            throw new ProtocolException($"a {kind} frame of {length} bytes; 1 to {allowed} are allowed");
        if (available - Frame.LengthBytes < (int)length)
            return false;
        frame = new Frame(kind, _buffer.AsMemory(_start + Frame.HeaderBytes, (int)length - 1));
        _start += Frame.LengthBytes + (int)length;
        return true;
    }

    /// <summary>Makes room for at least one more byte; the frame given out last is no longer valid.</summary>
    private void MakeRoom()
    {
        int kept = _end - _start;
        if (kept < UsualBytes && _buffer.Length > 4 * UsualBytes)
            Move(UsualBytes);
        else if (kept == _buffer.Length)
            Move((int)Math.Min(2L * kept, Frame.LengthBytes + WireLimits.MaxFrameBytes));
        else if (_start > 0)
            Move(_buffer);
    }

    private void Move(int capacity)
    {
        byte[] old = _buffer;
        Move(ArrayPool<byte>.Shared.Rent(capacity));
        ArrayPool<byte>.Shared.Return(old);
    }

    private void Move(byte[] to)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(to);
        _buffer = to;
        _end -= _start;
        _start = 0;
    }
}
