using System.Buffers;

namespace Mesh.Wire;

/// <summary>Bytes that grow at the end, in an array of the shared pool. One owner; not for two threads.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes;

    public PooledBuffer(int capacity = 4096)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    }

    public int Length { get; private set; }

    public int Capacity => _bytes.Length;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>What was written; valid until the next write, <see cref="Clear"/> or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public void Advance(int count)
    {
        if ((uint)count > (uint)(_bytes.Length - Length))
            throw new ArgumentOutOfRangeException(nameof(count));
        Length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Bytes already written, to be filled in afterwards (a length in front of what it measures).</summary>
    public Span<byte> Written(int start, int count) => _bytes.AsSpan(0, Length).Slice(start, count);

    /// <summary>Forgets everything from <paramref name="length"/> on.</summary>
    public void Truncate(int length)
    {
        if ((uint)length > (uint)Length)
            throw new ArgumentOutOfRangeException(nameof(length));
        Length = length;
    }

    public void Clear() => Length = 0;

    /// <summary>Empties the buffer, and gives an array larger than <paramref name="capacity"/> back to the pool.</summary>
    public void Clear(int capacity)
    {
        Length = 0;
        if (_bytes.Length > capacity)
            Replace(ArrayPool<byte>.Shared.Rent(capacity));
    }

    public void Dispose()
    {
        Length = 0;
        Replace([]);
    }

    private void Reserve(int sizeHint)
    {
        int needed = checked(Length + Math.Max(sizeHint, 1));
        if (needed <= _bytes.Length)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(_bytes.Length * 2L, int.MaxValue / 2)));
        Span.CopyTo(larger);
        Replace(larger);
    }

    private void Replace(byte[] bytes)
    {
        byte[] old = _bytes;
        _bytes = bytes;
        if (old.Length > 0)
            ArrayPool<byte>.Shared.Return(old);
    }
}
