using System.Buffers.Binary;

namespace Mesh.Compile.Objects;

/// <summary>
/// What <c>.ARM.attributes</c> says (ARM IHI 0045, "Addenda to the ABI"): which processor an object needs, and how it passes floating-point values; the
/// bits for that in <c>e_flags</c> are set by the linker only. What is not said, or not well, is 0.
/// </summary>
/// <param name="CpuArch">Tag_CPU_arch: 6 is v6, 10 v7, 14 v8-A.</param>
/// <param name="FpArch">Tag_FP_arch: 2 is VFPv2, 3 and 4 VFPv3.</param>
/// <param name="Simd">Tag_Advanced_SIMD_arch: 0 without NEON.</param>
/// <param name="VfpArguments">Tag_ABI_VFP_args: 1 for floating-point arguments in VFP registers.</param>
internal readonly record struct ArmAttributes(ulong CpuArch, ulong FpArch, ulong Simd, ulong VfpArguments)
{
    private const ulong FileScope = 1, TagCpuArch = 6, TagFpArch = 10, TagSimd = 12, TagVfpArguments = 28, Compatibility = 32, CpuRawName = 4, CpuName = 5;

    public bool PassesFloatsInVfp => VfpArguments == 1;

    // 'A' | { u32 length | vendor "aeabi\0" | { uleb scope | u32 length | { uleb tag, value } } }; lengths count themselves and what precedes them in their part
    public static ArmAttributes Read(ReadOnlySpan<byte> section, bool bigEndian)
    {
        var said = default(ArmAttributes);
        if (section.Length < 16 || section[0] != (byte)'A' || !section[5..].StartsWith("aeabi\0"u8))
        {
            return said;
        }

        uint length = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(section[1..]) : BinaryPrimitives.ReadUInt32LittleEndian(section[1..]);
        var attributes = section.Slice(11, (int)Math.Min((uint)section.Length - 11, Math.Max(length, 10) - 10));
        if (!TryReadNumber(ref attributes, out ulong scope) || scope != FileScope || attributes.Length < 4)
        {
            return said;
        }

        attributes = attributes[4..];
        while (TryReadNumber(ref attributes, out ulong tag) && TryReadValue(ref attributes, tag, out ulong value))
        {
            said = tag switch
            {
                TagCpuArch => said with { CpuArch = value },
                TagFpArch => said with { FpArch = value },
                TagSimd => said with { Simd = value },
                TagVfpArguments => said with { VfpArguments = value },
                _ => said,
            };
        }

        return said;
    }

    // Odd tags from 33 on, and the two names, are strings; tag 32 is a number and a string; all others are numbers.
    private static bool TryReadValue(ref ReadOnlySpan<byte> attributes, ulong tag, out ulong value)
    {
        value = 0;
        bool text = tag is CpuRawName or CpuName or Compatibility || (tag > Compatibility && tag % 2 == 1);
        if ((!text || tag == Compatibility) && !TryReadNumber(ref attributes, out value))
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
