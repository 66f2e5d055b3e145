using System.Buffers.Binary;

namespace Mesh.Testing;

/// <summary>
/// Records what goes over a stream, in both directions, to a file: direction u8 (0 read, 1 written) | u32 length | bytes, one
/// entry per read or write. Reads and writes may happen at the same time.
/// </summary>
internal sealed class WireTap(Stream inner, string file) : Stream
{
    private readonly FileStream _file = new(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
    private readonly Lock _lock = new();

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>What a recording holds of one direction.</summary>
    public static byte[] Replay(string file, bool sent)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(file);
        using var bytes = new MemoryStream();
        while (!rest.IsEmpty)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(rest[1..]);
            if (rest[0] == (sent ? 1 : 0))
                bytes.Write(rest.Slice(5, length));
            rest = rest[(5 + length)..];
        }
        return bytes.ToArray();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = inner.Read(buffer, offset, count);
        Record(0, buffer.AsSpan(offset, read));
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        Record(0, buffer.Span[..read]);
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Record(1, buffer.AsSpan(offset, count));
        inner.Write(buffer, offset, count);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Record(1, buffer.Span);
        return inner.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            lock (_lock)
                _file.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Record(byte direction, ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        Span<byte> header = stackalloc byte[5];
        header[0] = direction;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], bytes.Length);
        lock (_lock)
        {
            if (!_file.CanWrite)
                return;   // closed: a read that was under way came to its end
            _file.Write(header);
            _file.Write(bytes);
            _file.Flush();
        }
    }
}
