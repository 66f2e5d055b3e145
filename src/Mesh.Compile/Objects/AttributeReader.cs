using System.Buffers.Binary;

namespace Mesh.Compile.Objects;

/// <summary>
/// Reads what a section of build attributes says of the whole file (ARM IHI 0045, "Addenda to the ABI", whose form <c>.gnu.attributes</c> has as well). It
/// ends where the section is cut off or not well formed.
/// </summary>
internal ref struct AttributeReader
{
    private const ulong FileScope = 1, Compatibility = 32;

    private readonly bool _isArm;
    private ReadOnlySpan<byte> _left;

    private AttributeReader(ReadOnlySpan<byte> section, ReadOnlySpan<byte> vendor, bool bigEndian, bool isArm)
    {
        _isArm = isArm;
        _left = [];
        if (section.Length < 5 + vendor.Length + 5 || section[0] != (byte)'A' || !section[5..].StartsWith(vendor))
        {
            return;
        }

        // 'A' | { u32 length | vendor "aeabi\0" | { uleb scope | u32 length | { uleb tag, value } } }; lengths count themselves and what precedes them in their part
        uint length = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(section[1..]) : BinaryPrimitives.ReadUInt32LittleEndian(section[1..]);
        var part = section[(5 + vendor.Length)..];
        uint before = 4 + (uint)vendor.Length;
        part = part[..(int)Math.Min((uint)part.Length, Math.Max(length, before) - before)];
        if (TryReadNumber(ref part, out ulong scope) && scope == FileScope && part.Length >= 4)
        {
            _left = part[4..];
        }
    }

    public static AttributeReader OfArm(ReadOnlySpan<byte> section, bool bigEndian) => new(section, "aeabi\0"u8, bigEndian, isArm: true);

    public static AttributeReader OfGnu(ReadOnlySpan<byte> section, bool bigEndian) => new(section, "gnu\0"u8, bigEndian, isArm: false);

    /// <summary>The next attribute; a value that is a text reads as 0.</summary>
    public bool TryRead(out ulong tag, out ulong value)
    {
        value = 0;
        if (!TryReadNumber(ref _left, out tag))
        {
            return false;
        }

        bool text = IsText(tag);
        return ((text && tag != Compatibility) || TryReadNumber(ref _left, out value)) && (!text || TrySkipText());
    }

    // Odd tags are strings, for ARM only from 33 on and two names; tag 32 is a number and a string; all others are numbers.
    private readonly bool IsText(ulong tag) => tag == Compatibility || (_isArm && tag < Compatibility ? tag is 4 or 5 : tag % 2 == 1);

    private bool TrySkipText()
    {
        int end = _left.IndexOf((byte)0);
        if (end < 0)
        {
            return false;
        }

        _left = _left[(end + 1)..];
        return true;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> bytes, out ulong number)
    {
        number = 0;
        for (int i = 0; i < bytes.Length && i < 9; i++)
        {
            number |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}
