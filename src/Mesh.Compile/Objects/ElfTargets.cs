using Mesh.Compile.Targets;

namespace Mesh.Compile.Objects;

/// <summary>
/// Says what an object looks like that a compiler makes, by the macros that it predefines: they follow every option that changes the answer, which its
/// name does not. Machine numbers: the ELF registry's EM_*; flags: binutils' include/elf.
/// </summary>
internal static class ElfTargets
{
    public const ushort Mips = 8, Ppc = 20, Ppc64 = 21, Arm = 40;

    private const ushort Sparc = 2, I386 = 3, M68k = 4, Hppa = 15, SparcPlus = 18, S390 = 22, Superh = 42,
        SparcV9 = 43, Ia64 = 50, X8664 = 62, Avr = 83, Xtensa = 94, OpenRisc = 92, Msp430 = 105, Nios2 = 113, Aarch64 = 183, Microblaze = 189, Arc = 195, RiscV = 243,
        Csky = 252, Loongarch = 258, Alpha = 0x9026;

    private const uint ArmEabiMask = 0xFF000000, ArmEabi5 = 0x05000000, ArmSoft = 0x200, ArmHard = 0x400;
    private const uint MipsAbi2 = 0x20, MipsNan2008 = 0x400, MipsAbiMask = 0xF000, MipsO32 = 0x1000, MipsO64 = 0x2000;
    private const uint RiscVFloatMask = 0x6, RiscVEmbedded = 0x8;
    private const uint PowerPcAbiMask = 0x3, PowerPcV2 = 0x2;

    /// <summary>Null for an architecture that is not known: its objects cannot be checked and are not accepted.</summary>
    public static ElfExpectation? Of(TargetFacts facts) =>
        facts.Defines("__x86_64__") ? Make(facts, facts.Defines("__ILP32__") ? 32 : 64, X8664)
        : facts.Defines("__i386__") ? Make(facts, 32, I386)
        : facts.Defines("__aarch64__") ? Make(facts, facts.Defines("__ILP32__") ? 32 : 64, Aarch64)
        : facts.Defines("__arm__") ? ArmOf(facts)
        : facts.Defines("__mips__") ? MipsOf(facts)
        : facts.Defines("__powerpc64__") || facts.Defines("__powerpc__") || facts.Defines("__PPC__") ? PowerPcOf(facts)
        : facts.Defines("__riscv") ? RiscVOf(facts)
        : facts.Defines("__s390x__") ? Make(facts, 64, S390)
        : facts.Defines("__s390__") ? Make(facts, 32, S390)
        : facts.Defines("__sparc__") ? SparcOf(facts)
        : facts.Defines("__loongarch__") ? Make(facts, facts.Macro("__loongarch_grlen") == "32" ? 32 : 64, Loongarch)
        : facts.Defines("__hppa__") ? Make(facts, facts.Defines("__LP64__") ? 64 : 32, Hppa)
        : facts.Defines("__alpha__") ? Make(facts, 64, Alpha)
        : facts.Defines("__ia64__") ? Make(facts, 64, Ia64)
        : Small.Where(row => facts.Defines(row.Macro)).Select(row => Make(facts, 32, row.Machine)).FirstOrDefault();

    private static readonly (string Macro, ushort Machine)[] Small =
    [
        ("__m68k__", M68k), ("__sh__", Superh), ("__AVR__", Avr), ("__AVR", Avr), ("__MSP430__", Msp430), ("__OR1K__", OpenRisc), ("__or1k__", OpenRisc),
        ("__nios2__", Nios2), ("__MICROBLAZE__", Microblaze), ("__microblaze__", Microblaze), ("__xtensa__", Xtensa), ("__arc__", Arc), ("__csky__", Csky),
    ];

    private static ElfExpectation Make(TargetFacts facts, int bits, ushort machine) => new(bits, IsBigEndian(facts), machine);

    private static bool IsBigEndian(TargetFacts facts) => facts.Macro("__BYTE_ORDER__") is "__ORDER_BIG_ENDIAN__" or "4321";

    private static ElfExpectation ArmOf(TargetFacts facts)
    {
        if (!facts.Defines("__ARM_EABI__"))
        {
            return Make(facts, 32, Arm); // before the EABI there was no way to tell
        }

        // Without floating-point registers in use the assembler is not told how values are passed in them.
        bool? hard = facts.IsEnabled("-mgeneral-regs-only") ? null : facts.Defines("__ARM_PCS_VFP");
        return Make(facts, 32, Arm) with
        {
            FlagsMask = ArmEabiMask | (hard switch { true => ArmSoft, false => ArmHard, null => 0 }), // an object need not have the bit of its own kind
            Flags = ArmEabi5,
            HardFloat = hard,
        };
    }

    private static ElfExpectation PowerPcOf(TargetFacts facts)
    {
        var expected = Make(facts, facts.Defines("__powerpc64__") ? 64 : 32, facts.Defines("__powerpc64__") ? Ppc64 : Ppc) with
        {
            HardFloat = facts.Defines("__SPE__") ? null : !facts.Defines("_SOFT_FLOAT"),
        };
        return (expected.Bits == 64 ? facts.Macro("_CALL_ELF") : null) switch
        {
            "2" => expected with { FlagsMask = PowerPcAbiMask, Flags = PowerPcV2 },
            "1" => expected with { FlagsMask = PowerPcV2 }, // the first version need not be said
            _ => expected,
        };
    }

    // _MIPS_SIM is one of _ABIO32 (1), _ABIN32 (2), _ABI64 (3), _ABIO64 (4), as a name or as its number. The embedded ABIs have none.
    private static ElfExpectation MipsOf(TargetFacts facts)
    {
        var abi = facts.Macro("_MIPS_SIM") is { } name && facts.Macro(name) is { } number ? number : facts.Macro("_MIPS_SIM");
        var nan = facts.Defines("__mips_nan2008") ? MipsNan2008 : 0;
        var expected = abi switch
        {
            "3" => Make(facts, 64, Mips) with { FlagsMask = MipsAbi2 | MipsNan2008, Flags = nan },
            "2" => Make(facts, 32, Mips) with { FlagsMask = MipsAbi2 | MipsNan2008, Flags = MipsAbi2 | nan },
            "1" => Make(facts, 32, Mips) with { FlagsMask = MipsAbi2 | MipsNan2008 | MipsAbiMask, Flags = MipsO32 | nan },
            "4" => Make(facts, 32, Mips) with { FlagsMask = MipsAbi2 | MipsNan2008 | MipsAbiMask, Flags = MipsO64 | nan },
            _ => Make(facts, 32, Mips) with { FlagsMask = MipsAbi2 | MipsNan2008, Flags = nan },
        };
        return expected with { HardFloat = facts.Defines("__mips_soft_float") ? false : facts.Defines("__mips_hard_float") ? true : null };
    }

    private static ElfExpectation RiscVOf(TargetFacts facts) => Make(facts, facts.Macro("__riscv_xlen") == "64" ? 64 : 32, RiscV) with
    {
        FlagsMask = RiscVFloatMask | (IsEmbedded(facts) ? 0 : RiscVEmbedded),
        Flags = facts.Defines("__riscv_float_abi_double") ? 4u : facts.Defines("__riscv_float_abi_single") ? 2u : facts.Defines("__riscv_float_abi_quad") ? 6u : 0u,
    };

    private static bool IsEmbedded(TargetFacts facts) => facts.Defines("__riscv_32e") || facts.Defines("__riscv_64e") || facts.Defines("__riscv_abi_rve");

    private static ElfExpectation SparcOf(TargetFacts facts) => facts.Defines("__arch64__")
        ? Make(facts, 64, SparcV9)
        : Make(facts, 32, Sparc) with { AlternativeMachine = SparcPlus };
}
