using System.Buffers.Binary;

namespace Mesh.Wire.Hands;

/// <summary>Reads messages off a stream. One reader, one caller; byte fields of a message stay valid until the next read.</summary>
internal sealed class HandsFrameReader(Stream stream)
{
    // Not pooled: a connection may be closed under a read that still fills it. Hands cut STDOUT to fit 64 KiB, below the large object heap.
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next message, or null where the stream ends between frames.</summary>
    public async ValueTask<HandsMessage?> ReadAsync(CancellationToken cancel)
    {
        if (!await FillAsync(4, cancel).ConfigureAwait(false))
        {
            return _end == _start ? null : throw new ProtocolException("the stream ends inside a frame");
        }

        var length = CheckedLength(BinaryPrimitives.ReadUInt32BigEndian(_buffer.AsSpan(_start)));
        if (!await FillAsync(4 + length, cancel).ConfigureAwait(false))
        {
            throw new ProtocolException("the stream ends inside a frame");
        }

        var frame = _buffer.AsMemory(_start + 4, length);
        _start += 4 + length;
        return HandsCodec.Decode(frame);
    }

    private static int CheckedLength(uint length) => length is >= 1 and <= HandsLimits.MaxFrameBytes
        ? (int)length
        : throw new ProtocolException($"a frame of {length} bytes; 1 to {HandsLimits.MaxFrameBytes} are allowed");

    // The buffer grows with what arrived, not with what was announced: a length alone costs nothing.
    private async ValueTask<bool> FillAsync(int count, CancellationToken cancel)
    {
        while (_end - _start < count)
        {
            MakeRoom(count);
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancel).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private void MakeRoom(int count)
    {
        if (_start > 0 && (_start == _end || _buffer.Length - _start < count))
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}
