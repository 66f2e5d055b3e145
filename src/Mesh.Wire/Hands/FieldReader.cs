using System.Buffers.Binary;
using System.Text;

namespace Mesh.Wire.Hands;

/// <summary>Takes the fields of one frame apart; every length is checked against what is really there before it sizes anything.</summary>
internal ref struct FieldReader(ReadOnlyMemory<byte> frame)
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _frame = frame;
    private int _at = 0;

    /// <summary>Whether a string read by <see cref="LenientString"/> was not UTF-8.</summary>
    public bool SawBadText { get; private set; } = false;

    public byte U8() => Take(1)[0];

    public bool Bool() => U8() switch
    {
        0 => false,
        1 => true,
        var other => throw new ProtocolException($"a flag of {other}"),
    };

    public uint U32() => BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public ulong U64() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    public string String()
    {
        var bytes = Text();
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new ProtocolException("a string that is not UTF-8", e);
        }
    }

    /// <summary>Bad bytes become U+FFFD and are noted: file names need not be text.</summary>
    public string LenientString()
    {
        var bytes = Text();
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            SawBadText = true;
            return Encoding.UTF8.GetString(bytes);
        }
    }

    public string[] List(bool lenient = false)
    {
        var items = new string[Count(bytesEach: 4)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = lenient ? LenientString() : String();
        }

        return items;
    }

    /// <summary>A count of things of at least so many bytes each; more than the frame can hold is refused before it sizes an array.</summary>
    public int Count(int bytesEach)
    {
        var count = U32();
        if (count > (uint)((_frame.Length - _at) / bytesEach))
        {
            throw new ProtocolException($"a list of {count} in {_frame.Length - _at} bytes");
        }

        return (int)count;
    }

    public ReadOnlyMemory<byte> Rest()
    {
        var rest = _frame[_at..];
        _at = _frame.Length;
        return rest;
    }

    public readonly void End()
    {
        if (_at != _frame.Length)
        {
            throw new ProtocolException($"{_frame.Length - _at} bytes too many in a frame");
        }
    }

    // A file name or argument that C would see cut short is no such thing.
    private ReadOnlySpan<byte> Text()
    {
        var bytes = Take(Count(bytesEach: 1));
        return bytes.IndexOf((byte)0) < 0 ? bytes : throw new ProtocolException("a string with a NUL in it");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _frame.Length - _at)
        {
            throw new ProtocolException($"a frame ends {count - (_frame.Length - _at)} bytes early");
        }

        var taken = _frame.Span.Slice(_at, count);
        _at += count;
        return taken;
    }
}
