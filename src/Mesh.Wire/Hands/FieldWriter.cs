using System.Buffers.Binary;
using System.Text;

namespace Mesh.Wire.Hands;

/// <summary>Builds frames one after another in one growing buffer that is used again and again.</summary>
internal sealed class FieldWriter
{
    private byte[] _buffer = new byte[4096];
    private int _frameAt;

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Begin(HandsFrameKind kind)
    {
        _frameAt = Length;
        U32(0);     // the length, patched by End
        U8((byte)kind);
    }

    public void End()
    {
        var length = Length - _frameAt - 4;
        if (length > HandsLimits.MaxFrameBytes)
        {
            Length = _frameAt;
            throw new ArgumentException($"a frame of {length} bytes; at most {HandsLimits.MaxFrameBytes} are allowed");
        }

        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_frameAt), length);
    }

    public void U8(byte value) => Reserve(1)[0] = value;

    public void Bool(bool value) => U8(value ? (byte)1 : (byte)0);

    public void U32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Reserve(4), value);

    public void U64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Reserve(8), value);

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void String(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        U32((uint)count);
        Encoding.UTF8.GetBytes(text, Reserve(count));
    }

    public void List(IReadOnlyList<string> items)
    {
        U32((uint)items.Count);
        foreach (var item in items)
        {
            String(item);
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - Length < count)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + count));
        }

        var reserved = _buffer.AsSpan(Length, count);
        Length += count;
        return reserved;
    }
}
