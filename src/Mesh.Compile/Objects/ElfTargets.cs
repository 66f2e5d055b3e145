using Mesh.Compile.Targets;

namespace Mesh.Compile.Objects;

/// <summary>Says what an object for a target looks like, the machine options of its compile considered. Machine numbers: the ELF registry's EM_*.</summary>
internal static class ElfTargets
{
    private const ushort Sparc = 2, I386 = 3, M68k = 4, Mips = 8, Hppa = 15, SparcPlus = 18, Ppc = 20, Ppc64 = 21, S390 = 22, Arm = 40, Superh = 42,
        SparcV9 = 43, Ia64 = 50, X8664 = 62, Avr = 83, OpenRisc = 92, Msp430 = 105, Nios2 = 113, Aarch64 = 183, Microblaze = 189, RiscV = 243,
        Loongarch = 258, Alpha = 0x9026;

    private const uint ArmEabiMask = 0xFF000000, ArmEabi5 = 0x05000000;
    private const uint MipsAbi2 = 0x20;   // EF_MIPS_ABI2: the n32 ABI
    private const uint RiscVFloatMask = 0x6, RiscVSoft = 0x0, RiscVSingle = 0x2, RiscVDouble = 0x4, RiscVQuad = 0x6;

    /// <summary>Null for an architecture that is not known: its objects cannot be checked and are not accepted.</summary>
    public static ElfExpectation? Find(TargetTriplet target, IReadOnlyList<string> options) => target.Arch switch
    {
        "x86_64" or "amd64" => X86(options, target.Abi.EndsWith("x32", StringComparison.Ordinal) ? "-mx32" : "-m64"),
        "i386" or "i486" or "i586" or "i686" => X86(options, "-m32"),
        "aarch64" or "arm64" => Arm64(options, bigEndian: false),
        "aarch64_be" => Arm64(options, bigEndian: true),
        var arch when arch.StartsWith("arm", StringComparison.Ordinal) => Arm32(target, options),
        var arch when arch.StartsWith("mips", StringComparison.Ordinal) => MipsAny(target, options),
        "powerpc" or "ppc" => PowerPc(options, 32, bigEndian: true),
        "powerpcle" or "ppcle" => PowerPc(options, 32, bigEndian: false),
        "powerpc64" or "ppc64" => PowerPc(options, 64, bigEndian: true),
        "powerpc64le" or "ppc64le" => PowerPc(options, 64, bigEndian: false),
        var arch when arch.StartsWith("riscv", StringComparison.Ordinal) => RiscVAny(target, options),
        "s390x" => new ElfExpectation(Last(options, "-m31", "-m64") == "-m31" ? 32 : 64, true, S390),
        "s390" => new ElfExpectation(Last(options, "-m31", "-m64") == "-m64" ? 64 : 32, true, S390),
        "sparc" => SparcAny(options, 32),
        "sparc64" or "sparcv9" => SparcAny(options, 64),
        "m68k" => new ElfExpectation(32, true, M68k),
        "sh" or "sh2" or "sh3" or "sh4" or "sh4a" => new ElfExpectation(32, Last(options, "-mb", "-ml") == "-mb", Superh),
        "sheb" or "sh2eb" or "sh3eb" or "sh4eb" => new ElfExpectation(32, Last(options, "-mb", "-ml") != "-ml", Superh),
        "loongarch64" => new ElfExpectation(64, false, Loongarch),
        "loongarch32" => new ElfExpectation(32, false, Loongarch),
        "hppa" or "hppa1.1" or "hppa2.0" or "parisc" => new ElfExpectation(32, true, Hppa),
        "hppa64" or "parisc64" => new ElfExpectation(64, true, Hppa),
        "alpha" or "alphaev4" or "alphaev5" or "alphaev56" or "alphaev6" or "alphaev67" => new ElfExpectation(64, false, Alpha),
        "ia64" => new ElfExpectation(64, false, Ia64),
        "avr" => new ElfExpectation(32, false, Avr),
        "msp430" => new ElfExpectation(32, false, Msp430),
        "or1k" => new ElfExpectation(32, true, OpenRisc),
        "nios2" => new ElfExpectation(32, false, Nios2),
        "microblaze" => new ElfExpectation(32, true, Microblaze),
        "microblazeel" => new ElfExpectation(32, false, Microblaze),
        _ => null,
    };

    private static ElfExpectation X86(IReadOnlyList<string> options, string byDefault) => (Last(options, "-m64", "-m32", "-mx32", "-m16") ?? byDefault) switch
    {
        "-m64" => new ElfExpectation(64, false, X8664),
        "-mx32" => new ElfExpectation(32, false, X8664),
        _ => new ElfExpectation(32, false, I386),
    };

    private static ElfExpectation Arm64(IReadOnlyList<string> options, bool bigEndian) =>
        new(Value(options, "-mabi=") == "ilp32" ? 32 : 64, IsBigEndian(options, bigEndian), Aarch64);

    private static ElfExpectation Arm32(TargetTriplet target, IReadOnlyList<string> options)
    {
        bool eabi = target.Abi.Contains("eabi") || target.Os.Contains("eabi");
        string? floats = Last(options, "-msoft-float", "-mhard-float", "-mfloat-abi=hard", "-mfloat-abi=softfp", "-mfloat-abi=soft");
        bool? hard = Last(options, "-mgeneral-regs-only") is not null ? null
            : floats is not null ? floats is "-mhard-float" or "-mfloat-abi=hard"
            : eabi ? target.Abi.EndsWith("hf", StringComparison.Ordinal) || target.Arch.EndsWith("hf", StringComparison.Ordinal)
            : null;

        // A bare-metal compiler's default float ABI is its builder's choice, which the name does not tell.
        if (floats is null && hard == false && target.Os != "linux")
        {
            hard = null;
        }

        return new ElfExpectation(32, IsBigEndian(options, target.Arch.StartsWith("armeb", StringComparison.Ordinal) || target.Arch.EndsWith("eb", StringComparison.Ordinal)),
            Arm, eabi ? ArmEabiMask : 0, ArmEabi5, HardFloat: hard);
    }

    private static ElfExpectation MipsAny(TargetTriplet target, IReadOnlyList<string> options)
    {
        bool little = target.Arch.EndsWith("el", StringComparison.Ordinal);
        bool n32 = target.Abi.Contains("abin32") || target.Arch.Contains("n32"), n64 = target.Abi.Contains("abi64") || (target.Arch.Contains("64") && !n32);
        string abi = Value(options, "-mabi=") ?? (n64 ? "64" : n32 ? "n32" : "32");
        bool big = Last(options, "-EB", "-EL", "-meb", "-mel") switch { "-EB" or "-meb" => true, "-EL" or "-mel" => false, _ => !little };
        return new ElfExpectation(abi == "64" ? 64 : 32, big, Mips, MipsAbi2, abi == "n32" ? MipsAbi2 : 0);
    }

    private static ElfExpectation PowerPc(IReadOnlyList<string> options, int bits, bool bigEndian)
    {
        bits = Last(options, "-m32", "-m64") switch { "-m32" => 32, "-m64" => 64, _ => bits };
        bool big = Last(options, "-mlittle", "-mlittle-endian", "-mbig", "-mbig-endian") is { } order ? order.StartsWith("-mbig", StringComparison.Ordinal) : bigEndian;
        return new ElfExpectation(bits, big, bits == 64 ? Ppc64 : Ppc);
    }

    private static ElfExpectation? RiscVAny(TargetTriplet target, IReadOnlyList<string> options)
    {
        string abi = Value(options, "-mabi=") ?? "";
        int bits = abi.StartsWith("lp64", StringComparison.Ordinal) || (abi.Length == 0 && target.Arch.StartsWith("riscv64", StringComparison.Ordinal)) ? 64 : 32;
        uint? floats = abi switch
        {
            "lp64" or "ilp32" or "ilp32e" or "lp64e" => RiscVSoft,
            "lp64f" or "ilp32f" => RiscVSingle,
            "lp64d" or "ilp32d" => RiscVDouble,
            "lp64q" => RiscVQuad,
            _ => target.Os == "linux" && target.Abi == "gnu" ? RiscVDouble : null,
        };
        return new ElfExpectation(bits, target.Arch.EndsWith("be", StringComparison.Ordinal), RiscV, floats is null ? 0 : RiscVFloatMask, floats ?? 0);
    }

    private static ElfExpectation SparcAny(IReadOnlyList<string> options, int bits)
    {
        bits = Last(options, "-m32", "-m64") switch { "-m32" => 32, "-m64" => 64, _ => bits };
        return bits == 64 ? new ElfExpectation(64, true, SparcV9) : new ElfExpectation(32, true, Sparc, AlternativeMachine: SparcPlus);
    }

    private static bool IsBigEndian(IReadOnlyList<string> options, bool byDefault) =>
        Last(options, "-mbig-endian", "-mlittle-endian") switch { "-mbig-endian" => true, "-mlittle-endian" => false, _ => byDefault };

    private static string? Last(IReadOnlyList<string> options, params string[] names) => options.LastOrDefault(option => Array.IndexOf(names, option) >= 0);

    private static string? Value(IReadOnlyList<string> options, string name) =>
        options.LastOrDefault(option => option.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
