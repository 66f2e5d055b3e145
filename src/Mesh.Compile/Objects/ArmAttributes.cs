using System.Buffers.Binary;

namespace Mesh.Compile.Objects;

/// <summary>
/// Reads <c>.ARM.attributes</c> (ARM IHI 0045, "Addenda to the ABI"), where a relocatable object says how it passes floating-point
/// values; the bits for it in <c>e_flags</c> are set by the linker only.
/// </summary>
internal static class ArmAttributes
{
    private const ulong FileScope = 1, AbiVfpArguments = 28, AbiCompatibility = 32, CpuRawName = 4, CpuName = 5;

    // 'A' | { u32 length | vendor "aeabi\0" | { uleb scope | u32 length | { uleb tag, value } } }; lengths count themselves and what precedes them in their part
    public static bool PassesFloatsInVfp(ReadOnlySpan<byte> section, bool bigEndian)
    {
        if (section.Length < 16 || section[0] != (byte)'A' || !section[5..].StartsWith("aeabi\0"u8))
        {
            return false;
        }

        uint length = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(section[1..]) : BinaryPrimitives.ReadUInt32LittleEndian(section[1..]);
        var attributes = section.Slice(11, (int)Math.Min((uint)section.Length - 11, Math.Max(length, 10) - 10));
        if (!TryReadNumber(ref attributes, out ulong scope) || scope != FileScope || attributes.Length < 4)
        {
            return false;
        }

        attributes = attributes[4..];
        while (TryReadNumber(ref attributes, out ulong tag))
        {
            if (tag == AbiVfpArguments)
            {
                return TryReadNumber(ref attributes, out ulong value) && value == 1;
            }

            if (!TrySkipValue(ref attributes, tag))
            {
                return false;
            }
        }

        return false;
    }

    // Odd tags from 33 on, and the two names, are strings; tag 32 is a number and a string; all others are numbers.
    private static bool TrySkipValue(ref ReadOnlySpan<byte> attributes, ulong tag)
    {
        bool text = tag is CpuRawName or CpuName or AbiCompatibility || (tag > AbiCompatibility && tag % 2 == 1);
        if ((!text || tag == AbiCompatibility) && !TryReadNumber(ref attributes, out _))
        {
            return false;
        }

        if (text)
        {
            int end = attributes.IndexOf((byte)0);
            if (end < 0)
            {
                return false;
            }

            attributes = attributes[(end + 1)..];
        }

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
