namespace Mesh.Compile.Objects;

/// <summary>What an object says of how it passes floating-point values: in registers of their own, or in the core's.</summary>
internal static class FloatMarks
{
    private const uint MipsAbiFlags = 0x7000002A, GnuAttributes = 0x6FFFFFF5;
    private const ulong TagFloatAbi = 4; // Tag_GNU_MIPS_ABI_FP, Tag_GNU_Power_ABI_FP

    /// <summary>Null where it does not say, as one without floating-point values need not.</summary>
    public static bool? ReadHardFloat(ReadOnlySpan<byte> file, ElfReader elf, ElfExpectation expected) => expected.Machine switch
    {
        ElfTargets.Arm => ReadArm(file, elf, expected)?.PassesFloatsInVfp ?? false, // what says nothing follows the base standard
        ElfTargets.Mips => OfMips(ReadMipsAbiFlags(file, elf) ?? ReadGnu(file, elf, expected)),
        ElfTargets.Ppc or ElfTargets.Ppc64 => OfPower(ReadGnu(file, elf, expected)),
        _ => null,
    };

    public static ArmAttributes? ReadArm(ReadOnlySpan<byte> file, ElfReader elf, ElfExpectation expected) =>
        elf.TryFind(ElfReader.ArmAttributes, out var section) ? ArmAttributes.Read(section.BytesOf(file), expected.BigEndian) : null;

    // Val_GNU_MIPS_ABI_FP_*: 0 any, 1 double, 2 single, 3 soft, 4 to 7 forms of 64-bit registers
    private static bool? OfMips(ulong? said) => said is null or 0 ? null : said != 3;

    // The lower two bits: 0 any, 1 hard, 2 soft, 3 single precision only; those above are about long double.
    private static bool? OfPower(ulong? said) => (said & 3) switch { 1 or 3 => true, 2 => false, _ => null };

    // Elf_ABIFlags_v0: u16 version | u8 isa level, isa revision, size of general registers, of two coprocessors' | u8 fp_abi | ...
    private static ulong? ReadMipsAbiFlags(ReadOnlySpan<byte> file, ElfReader elf) =>
        elf.TryFind(MipsAbiFlags, out var section) && section.BytesOf(file) is { Length: > 7 } flags && flags[7] != 0 ? flags[7] : null;

    private static ulong? ReadGnu(ReadOnlySpan<byte> file, ElfReader elf, ElfExpectation expected)
    {
        if (!elf.TryFind(GnuAttributes, out var section))
        {
            return null;
        }

        var attributes = AttributeReader.OfGnu(section.BytesOf(file), expected.BigEndian);
        while (attributes.TryRead(out ulong tag, out ulong value))
        {
            if (tag == TagFloatAbi)
            {
                return value;
            }
        }

        return null;
    }
}
