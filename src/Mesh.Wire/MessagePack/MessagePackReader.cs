using System.Buffers.Binary;
using System.Text;

namespace Mesh.Wire.MessagePack;

/// <summary>
/// Reads MessagePack from bytes that nobody vouches for: a value is taken in any of its forms, a length is held against the
/// bytes that are left and the caller's limit before anything is allocated, and whatever is wrong is a <see cref="ProtocolException"/>.
/// Shaped like the MessagePack package's type of the same name.
/// </summary>
internal ref struct MessagePackReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;

    public MessagePackReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _position = 0;
    }

    public readonly bool End => _position == _bytes.Length;

    public readonly int Consumed => _position;

    private readonly int Left => _bytes.Length - _position;

    public bool TryReadNil()
    {
        if (End || _bytes[_position] != MessagePackCode.Nil)
            return false;
        _position++;
        return true;
    }

    public bool ReadBoolean() => TakeCode() switch
    {
        MessagePackCode.True => true,
        MessagePackCode.False => false,
        byte code => throw Unexpected("a boolean", code),
    };

    public int ReadInt32(int min = int.MinValue, int max = int.MaxValue) => (int)ReadInt64(min, max);

    public long ReadInt64(long min = long.MinValue, long max = long.MaxValue)
    {
        bool negative = ReadInteger(out ulong bits);
        if (!negative && bits > long.MaxValue)
            throw new ProtocolException($"{bits} where {min} to {max} are allowed");
        long value = unchecked((long)bits);
        if (value < min || value > max)
            throw new ProtocolException($"{value} where {min} to {max} are allowed");
        return value;
    }

    public ulong ReadUInt64()
    {
        if (ReadInteger(out ulong bits))
            throw new ProtocolException("a negative number where none is allowed");
        return bits;
    }

    /// <summary>A str of at most <paramref name="maxBytes"/> bytes of UTF-8, without NUL: all our texts end in C strings.</summary>
    public string ReadString(int maxBytes)
    {
        byte code = TakeCode();
        var bytes = Take(StringLength(code), maxBytes, "a text");
        if (bytes.IndexOf((byte)0) >= 0)
            throw new ProtocolException("a text with a NUL");
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new ProtocolException("a text that is not UTF-8", e);
        }
    }

    /// <summary>A bin of at most <paramref name="maxBytes"/> bytes; a view of the input.</summary>
    public ReadOnlySpan<byte> ReadBytes(int maxBytes)
    {
        byte code = TakeCode();
        return Take(BinLength(code), maxBytes, "bytes");
    }

    public int ReadArrayHeader(int maxCount)
    {
        byte code = TakeCode();
        return CheckCount(ArrayCount(code), 1, maxCount, "an array");
    }

    public int ReadMapHeader(int maxCount)
    {
        byte code = TakeCode();
        return CheckCount(MapCount(code), 2, maxCount, "a map");
    }

    /// <summary>Skips one value of any type. A loop, not a recursion: no nesting, however deep, can exhaust the stack.</summary>
    public void Skip()
    {
        for (long values = 1; values > 0; values--)
        {
            values += SkipOne();
            if (values - 1 > Left)   // each value still owed takes a byte at least
                throw Truncated();
        }
    }

    /// <summary>Skips one value or one header; returns how many values the header announced.</summary>
    private long SkipOne()
    {
        byte code = TakeCode();
        switch (code)
        {
            case <= MessagePackCode.MaxFixInt or >= MessagePackCode.MinNegativeFixInt:
            case MessagePackCode.Nil or MessagePackCode.False or MessagePackCode.True:
                return 0;
            case <= MessagePackCode.MaxFixMap or MessagePackCode.Map16 or MessagePackCode.Map32:
                return 2L * MapCount(code);
            case <= MessagePackCode.MaxFixArray or MessagePackCode.Array16 or MessagePackCode.Array32:
                return ArrayCount(code);
            default:
                Take(PayloadLength(code), int.MaxValue, "a value");
                return 0;
        }
    }

    private uint PayloadLength(byte code) => code switch
    {
        <= MessagePackCode.MaxFixStr or MessagePackCode.Str8 or MessagePackCode.Str16 or MessagePackCode.Str32 => StringLength(code),
        MessagePackCode.Bin8 or MessagePackCode.Bin16 or MessagePackCode.Bin32 => BinLength(code),
        MessagePackCode.UInt8 or MessagePackCode.Int8 => 1,
        MessagePackCode.UInt16 or MessagePackCode.Int16 => 2,
        MessagePackCode.UInt32 or MessagePackCode.Int32 or MessagePackCode.Float32 => 4,
        MessagePackCode.UInt64 or MessagePackCode.Int64 or MessagePackCode.Float64 => 8,
        // An extension has one type byte before its payload.
        MessagePackCode.FixExt1 => 2,
        MessagePackCode.FixExt2 => 3,
        MessagePackCode.FixExt4 => 5,
        MessagePackCode.FixExt8 => 9,
        MessagePackCode.FixExt16 => 17,
        MessagePackCode.Ext8 => 1u + TakeByte(),
        MessagePackCode.Ext16 => 1u + TakeUInt16(),
        MessagePackCode.Ext32 => TakeUInt32() is var length and < uint.MaxValue ? length + 1 : throw Truncated(),
        _ => throw Unexpected("a value", code),
    };

    private uint StringLength(byte code) => code switch
    {
        >= MessagePackCode.MinFixStr and <= MessagePackCode.MaxFixStr => (uint)(code & 0x1f),
        MessagePackCode.Str8 => TakeByte(),
        MessagePackCode.Str16 => TakeUInt16(),
        MessagePackCode.Str32 => TakeUInt32(),
        _ => throw Unexpected("a text", code),
    };

    private uint BinLength(byte code) => code switch
    {
        MessagePackCode.Bin8 => TakeByte(),
        MessagePackCode.Bin16 => TakeUInt16(),
        MessagePackCode.Bin32 => TakeUInt32(),
        _ => throw Unexpected("bytes", code),
    };

    private uint ArrayCount(byte code) => code switch
    {
        >= MessagePackCode.MinFixArray and <= MessagePackCode.MaxFixArray => (uint)(code & 0x0f),
        MessagePackCode.Array16 => TakeUInt16(),
        MessagePackCode.Array32 => TakeUInt32(),
        _ => throw Unexpected("an array", code),
    };

    private uint MapCount(byte code) => code switch
    {
        >= MessagePackCode.MinFixMap and <= MessagePackCode.MaxFixMap => (uint)(code & 0x0f),
        MessagePackCode.Map16 => TakeUInt16(),
        MessagePackCode.Map32 => TakeUInt32(),
        _ => throw Unexpected("a map", code),
    };

    /// <summary>The two's complement bits of an integer; true when it is negative.</summary>
    private bool ReadInteger(out ulong bits)
    {
        byte code = TakeCode();
        long signed;
        switch (code)
        {
            case <= MessagePackCode.MaxFixInt: bits = code; return false;
            case MessagePackCode.UInt8: bits = TakeByte(); return false;
            case MessagePackCode.UInt16: bits = TakeUInt16(); return false;
            case MessagePackCode.UInt32: bits = TakeUInt32(); return false;
            case MessagePackCode.UInt64: bits = TakeUInt64(); return false;
            case >= MessagePackCode.MinNegativeFixInt: signed = unchecked((sbyte)code); break;
            case MessagePackCode.Int8: signed = unchecked((sbyte)TakeByte()); break;
            case MessagePackCode.Int16: signed = unchecked((short)TakeUInt16()); break;
            case MessagePackCode.Int32: signed = unchecked((int)TakeUInt32()); break;
            case MessagePackCode.Int64: signed = unchecked((long)TakeUInt64()); break;
            default: throw Unexpected("an integer", code);
        }
        bits = unchecked((ulong)signed);
        return signed < 0;
    }

    private readonly int CheckCount(uint count, int bytesEach, int maxCount, string what)
    {
        if (count > (uint)maxCount)
            throw new ProtocolException($"{what} of {count}; at most {maxCount} are allowed");
        if ((long)count * bytesEach > Left)
            throw Truncated();
        return (int)count;
    }

    private ReadOnlySpan<byte> Take(uint length, int maxBytes, string what)
    {
        if (length > (uint)maxBytes)
            throw new ProtocolException($"{what} of {length} bytes; at most {maxBytes} are allowed");
        if (length > (uint)Left)
            throw Truncated();
        var taken = _bytes.Slice(_position, (int)length);
        _position += (int)length;
        return taken;
    }

    private byte TakeCode() => TakeByte();

    private byte TakeByte() => TakeFixed(1)[0];

    private ushort TakeUInt16() => BinaryPrimitives.ReadUInt16BigEndian(TakeFixed(2));

    private uint TakeUInt32() => BinaryPrimitives.ReadUInt32BigEndian(TakeFixed(4));

    private ulong TakeUInt64() => BinaryPrimitives.ReadUInt64BigEndian(TakeFixed(8));

    private ReadOnlySpan<byte> TakeFixed(int length)
    {
        if (length > Left)
            throw Truncated();
        var taken = _bytes.Slice(_position, length);
        _position += length;
        return taken;
    }

    private static ProtocolException Truncated() => new("a value that goes on after the end of its frame");

    private static ProtocolException Unexpected(string expected, byte code) =>
        new($"MessagePack code 0x{code:x2} where {expected} should be");
}
