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
    private const ulong TagCpuArch = 6, TagFpArch = 10, TagSimd = 12, TagVfpArguments = 28;

    public bool PassesFloatsInVfp => VfpArguments == 1;

    public static ArmAttributes Read(ReadOnlySpan<byte> section, bool bigEndian)
    {
        var said = default(ArmAttributes);
        var attributes = AttributeReader.OfArm(section, bigEndian);
        while (attributes.TryRead(out ulong tag, out ulong value))
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
}
