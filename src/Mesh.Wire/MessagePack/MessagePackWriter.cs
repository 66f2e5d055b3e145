using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Mesh.Wire.MessagePack;

/// <summary>
/// Writes MessagePack, always in the smallest form. Shaped like the MessagePack package's type of the same name
/// (docs/decisions/0001-own-messagepack-codec.md), and held to its bytes by tests.
/// </summary>
internal readonly ref struct MessagePackWriter
{
    // A lone surrogate must not silently become another command line: it throws instead.
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly IBufferWriter<byte> _output;

    public MessagePackWriter(IBufferWriter<byte> output)
    {
        _output = output;
    }

    public void WriteNil() => WriteCode(MessagePackCode.Nil);

    public void Write(bool value) => WriteCode(value ? MessagePackCode.True : MessagePackCode.False);

    public void Write(int value) => Write((long)value);

    public void Write(uint value) => Write((ulong)value);

    public void Write(long value)
    {
        if (value >= 0)
            Write((ulong)value);
        else if (value >= -32)
            WriteCode(unchecked((byte)value));
        else if (value >= sbyte.MinValue)
            WriteUInt8(MessagePackCode.Int8, unchecked((byte)value));
        else if (value >= short.MinValue)
            WriteUInt16(MessagePackCode.Int16, unchecked((ushort)value));
        else if (value >= int.MinValue)
            WriteUInt32(MessagePackCode.Int32, unchecked((uint)value));
        else
            WriteUInt64(MessagePackCode.Int64, unchecked((ulong)value));
    }

    public void Write(ulong value)
    {
        if (value <= MessagePackCode.MaxFixInt)
            WriteCode((byte)value);
        else if (value <= byte.MaxValue)
            WriteUInt8(MessagePackCode.UInt8, (byte)value);
        else if (value <= ushort.MaxValue)
            WriteUInt16(MessagePackCode.UInt16, (ushort)value);
        else if (value <= uint.MaxValue)
            WriteUInt32(MessagePackCode.UInt32, (uint)value);
        else
            WriteUInt64(MessagePackCode.UInt64, value);
    }

    /// <summary>str; nil for null. Throws <see cref="EncoderFallbackException"/> where the text is not Unicode.</summary>
    public void Write(string? value)
    {
        if (value is null)
        {
            WriteNil();
            return;
        }
        int length = StrictUtf8.GetByteCount(value);
        WriteStringHeader(length);
        if (length == 0)
            return;
        StrictUtf8.GetBytes(value.AsSpan(), _output.GetSpan(length));
        _output.Advance(length);
    }

    /// <summary>bin.</summary>
    public void Write(ReadOnlySpan<byte> value)
    {
        WriteBinHeader(value.Length);
        if (value.IsEmpty)
            return;
        value.CopyTo(_output.GetSpan(value.Length));
        _output.Advance(value.Length);
    }

    public void WriteBinHeader(int length)
    {
        if (length <= byte.MaxValue)
            WriteUInt8(MessagePackCode.Bin8, (byte)length);
        else
            WriteLength(MessagePackCode.Bin16, MessagePackCode.Bin32, length);
    }

    public void WriteArrayHeader(int count)
    {
        if (count <= 15)
            WriteCode((byte)(MessagePackCode.MinFixArray | count));
        else
            WriteLength(MessagePackCode.Array16, MessagePackCode.Array32, count);
    }

    public void WriteMapHeader(int count)
    {
        if (count <= 15)
            WriteCode((byte)(MessagePackCode.MinFixMap | count));
        else
            WriteLength(MessagePackCode.Map16, MessagePackCode.Map32, count);
    }

    private void WriteStringHeader(int length)
    {
        if (length <= 31)
            WriteCode((byte)(MessagePackCode.MinFixStr | length));
        else if (length <= byte.MaxValue)
            WriteUInt8(MessagePackCode.Str8, (byte)length);
        else
            WriteLength(MessagePackCode.Str16, MessagePackCode.Str32, length);
    }

    private void WriteLength(byte code16, byte code32, int length)
    {
        if (length <= ushort.MaxValue)
            WriteUInt16(code16, (ushort)length);
        else
            WriteUInt32(code32, (uint)length);
    }

    private void WriteCode(byte code)
    {
        _output.GetSpan(1)[0] = code;
        _output.Advance(1);
    }

    private void WriteUInt8(byte code, byte value)
    {
        var span = _output.GetSpan(2);
        span[0] = code;
        span[1] = value;
        _output.Advance(2);
    }

    private void WriteUInt16(byte code, ushort value)
    {
        var span = _output.GetSpan(3);
        span[0] = code;
        BinaryPrimitives.WriteUInt16BigEndian(span.Slice(1), value);
        _output.Advance(3);
    }

    private void WriteUInt32(byte code, uint value)
    {
        var span = _output.GetSpan(5);
        span[0] = code;
        BinaryPrimitives.WriteUInt32BigEndian(span.Slice(1), value);
        _output.Advance(5);
    }

    private void WriteUInt64(byte code, ulong value)
    {
        var span = _output.GetSpan(9);
        span[0] = code;
        BinaryPrimitives.WriteUInt64BigEndian(span.Slice(1), value);
        _output.Advance(9);
    }
}
