using Mesh.Compile.Targets;

namespace Mesh.Compile.Objects;

/// <summary>Checks that a file from a helper is a whole relocatable object for the client's own target. Never throws, whatever the bytes.</summary>
internal static class ElfCheck
{
    /// <summary>Null when the file is what it should be; else a sentence that says what it is instead.</summary>
    public static ObjectFault? Mismatch(ReadOnlySpan<byte> file, TargetFacts facts) => Mismatch(file, facts, passesValues: true);

    /// <summary>As above, of a file of debug information: it tells nothing of how values are passed.</summary>
    public static ObjectFault? SplitMismatch(ReadOnlySpan<byte> file, TargetFacts facts) => Mismatch(file, facts, passesValues: false);

    private static ObjectFault? Mismatch(ReadOnlySpan<byte> file, TargetFacts facts, bool passesValues) =>
        ElfTargets.Of(facts) is not { } expected ? new ObjectFault($"objects for {facts.Triplet} cannot be checked: the architecture is not known", Culprit.Nobody)
        : ObjectFault.OfHelper(HeaderMismatch(file, expected, facts) ?? SectionMismatch(file, expected)) ?? SystemMismatch(file, facts) ?? MarkMismatch(file, expected, facts, passesValues);

    // Elf32_Ehdr / Elf64_Ehdr: ident[16] (magic 4, class, data, version) | u16 type | u16 machine | u32 version | entry, phoff, shoff (4 or 8 bytes each)
    // | u32 flags | u16 ehsize | u16 phentsize | u16 phnum | u16 shentsize | u16 shnum | u16 shstrndx
    private static string? HeaderMismatch(ReadOnlySpan<byte> file, ElfExpectation expected, TargetFacts facts)
    {
        if (file.Length < 64 || !file.StartsWith("\u007FELF"u8))
        {
            return $"the file of {file.Length} bytes is not an ELF object";
        }

        int bits = file[4] switch { 1 => 32, 2 => 64, _ => 0 };
        bool big = file[5] == 2;
        if (bits != expected.Bits || file[5] is not (1 or 2) || big != expected.BigEndian)
        {
            return $"the object is {Describe(bits, big)}; {facts.Triplet} needs {Describe(expected.Bits, expected.BigEndian)}";
        }

        var elf = new ElfReader(file, bits == 64, big);
        if (elf.U16(18) is var machine && machine != expected.Machine && (machine != expected.AlternativeMachine || machine == 0))
        {
            return $"the object is for ELF machine {machine}; {facts.Triplet} is machine {expected.Machine}";
        }

        if (elf.U16(16) != 1 || file[6] != 1 || elf.U32(20) != 1)
        {
            return $"the file is of ELF type {elf.U16(16)}, not a relocatable object";
        }

        return null;
    }

    // ELFOSABI_NONE, or ELFOSABI_GNU where the object has what only GNU systems know (unique symbols, indirect functions). Systems that are not among these
    // have marks of their own, which is not the helper's fault.
    private static ObjectFault? SystemMismatch(ReadOnlySpan<byte> file, TargetFacts facts) =>
        file[7] is 0 or 3 || IsOwnAbi(file[7], facts) ? null : new ObjectFault($"the object is for OS ABI {file[7]}", Culprit.Nobody);

    private static bool IsOwnAbi(byte osAbi, TargetFacts facts) => osAbi switch
    {
        6 => facts.Defines("__sun"),
        9 => facts.Defines("__FreeBSD__"),
        12 => facts.Defines("__OpenBSD__"),
        17 => facts.Defines("__CloudABI__"),
        65 => facts.Defines("__FDPIC__"),
        97 => facts.Defines("__arm__") && !facts.Defines("__ARM_EABI__"), // ELFOSABI_ARM
        255 => facts.Defines("__MSP430__"), // ELFOSABI_STANDALONE
        _ => false,
    };

    private static string Describe(int bits, bool big) => $"{bits}-bit {(big ? "big" : "little")}-endian";

    private static string? SectionMismatch(ReadOnlySpan<byte> file, ElfExpectation expected)
    {
        var elf = new ElfReader(file, expected.Bits == 64, expected.BigEndian);
        if (!elf.TryReadSectionTable(out var table))
        {
            return "the object's section header table is not within the file";
        }

        for (uint i = 1; i < table.Count; i++)
        {
            var section = elf.Section(table, i);
            if (!section.IsWithin((ulong)file.Length))
            {
                return $"the object's section {i} is not within the file";
            }
        }

        // A table of nothing but empty entries would be within any file; whatever made the object has named its sections.
        return elf.Section(table, table.Names) is { Type: ElfReader.StringTable, Size: > 0 } ? null : "the object's sections have no names";
    }

    /// <summary>How values are passed, and the like: marks that the compiler makes by directives to its assembler, as the source may do.</summary>
    private static ObjectFault? MarkMismatch(ReadOnlySpan<byte> file, ElfExpectation expected, TargetFacts facts, bool passesValues)
    {
        var elf = new ElfReader(file, expected.Bits == 64, expected.BigEndian);
        uint flags = elf.Flags;
        var wrong = (flags & expected.FlagsMask) != expected.Flags && expected.FlagsMask != 0
            ? $"the object's ABI flags are 0x{flags:x}; {facts.Triplet} needs 0x{expected.Flags:x} under mask 0x{expected.FlagsMask:x}"
            : passesValues && expected.HardFloat is { } wanted && FloatMarks.ReadHardFloat(file, elf, expected) == !wanted
            ? $"the object passes floating-point values {(wanted ? "in core registers where registers of their own are needed" : "in registers of their own where core registers are needed")}"
            : null;
        return wrong is null ? null : new ObjectFault(wrong, Culprit.HelperOrSource);
    }

    /// <summary>What an object that has passed says of the ARM it needs; null where it says nothing.</summary>
    public static ArmAttributes? ReadArmAttributes(ReadOnlySpan<byte> file, TargetFacts facts)
    {
        if (ElfTargets.Of(facts) is not { } expected || file.Length < 64)
        {
            return null;
        }

        var elf = new ElfReader(file, expected.Bits == 64, expected.BigEndian);
        return FloatMarks.ReadArm(file, elf, expected);
    }
}
