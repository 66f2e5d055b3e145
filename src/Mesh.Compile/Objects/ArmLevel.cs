using Mesh.Compile.Targets;

namespace Mesh.Compile.Objects;

/// <summary>
/// Whether an ARM object needs a processor beyond the one that the client's compiler makes code for: it would link, and die of an unknown instruction. The
/// source itself may have asked for it (<c>.arch armv7-a</c>, <c>.fpu neon</c> in inline assembler), so this is no proof against the helper.
/// </summary>
internal static class ArmLevel
{
    private const ulong V6 = 6, V6Kz = 7, V6T2 = 8, V6K = 9, V7 = 10, V6M = 11, V6SM = 12, V7EM = 13;

    /// <summary>Null for an object that is within the target's reach, or for no ARM at all; else a sentence. The object has passed <see cref="ElfCheck"/>.</summary>
    public static string? Excess(ReadOnlySpan<byte> file, TargetFacts facts)
    {
        if (!facts.Defines("__arm__") || !facts.Defines("__ELF__") || !int.TryParse(facts.Macro("__ARM_ARCH"), out int arch) || ElfCheck.ReadArmAttributes(file, facts) is not { } needs)
        {
            return null;
        }

        return !AllowsArch(needs.CpuArch, arch, facts) ? $"the object is for a later ARM (Tag_CPU_arch {needs.CpuArch}) than the target, ARMv{arch}"
            : FpLevel(needs.FpArch) > FpLevel(arch, facts) ? $"the object needs a later floating-point unit (Tag_FP_arch {needs.FpArch}) than the target has"
            : needs.Simd > 0 && !facts.Defines("__ARM_NEON") ? "the object needs NEON, which the target has not"
            : null;
    }

    // Within v6 and v7 there are branches: v6T2 brought Thumb-2, v6K what multiprocessors need, M-profiles their own.
    private static bool AllowsArch(ulong tag, int arch, TargetFacts facts) => Version(tag) < arch || (Version(tag) == arch && tag switch
    {
        V6K => facts.Defines("__ARM_ARCH_6K__") || IsV6Kz(facts),
        V6Kz => IsV6Kz(facts),
        V6T2 => facts.Defines("__ARM_ARCH_6T2__"),
        V6M or V6SM => facts.Defines("__ARM_ARCH_6M__") || facts.Defines("__ARM_ARCH_6SM__"),
        V7EM => facts.Defines("__ARM_ARCH_7EM__"),
        _ => true,
    });

    private static bool IsV6Kz(TargetFacts facts) => facts.Defines("__ARM_ARCH_6KZ__") || facts.Defines("__ARM_ARCH_6ZK__") || facts.Defines("__ARM_ARCH_6Z__");

    private static int Version(ulong tag) => tag switch
    {
        <= 2 => 4,
        <= 5 => 5,
        V6 or V6Kz or V6T2 or V6K or V6M or V6SM => 6,
        V7 or V7EM => 7,
        <= 21 => 8,
        _ => 9,
    };

    // Each version's variants with 16 and 32 registers count alike.
    private static int FpLevel(ulong tag) => tag switch
    {
        0 => 0,
        <= 2 => 2,
        <= 4 => 3,
        <= 6 => 4,
        _ => 5,
    };

    // clang says the version outright; a gcc's is that of -mfpu, or follows from the processor.
    private static int FpLevel(int arch, TargetFacts facts) =>
        !facts.Defines("__ARM_FP") ? 0
        : facts.Defines("__ARM_FPV5__") ? 5
        : facts.Defines("__ARM_VFPV4__") ? 4
        : facts.Defines("__ARM_VFPV3__") ? 3
        : facts.Defines("__ARM_VFPV2__") ? 2
        : facts.Option("-mfpu=") switch
        {
            "vfp" or "vfpv2" => 2,
            { } fpu when fpu.StartsWith("vfpv3", StringComparison.Ordinal) || fpu is "vfp3" or "neon" or "neon-fp16" or "neon-vfpv3" => 3,
            { } fpu when fpu.StartsWith("vfpv4", StringComparison.Ordinal) || fpu.StartsWith("fpv4", StringComparison.Ordinal) || fpu == "neon-vfpv4" => 4,
            { } fpu when fpu != "auto" => 5,
            _ => arch <= 6 ? 2 : !facts.Defines("__ARM_FEATURE_FMA") ? 3 : arch >= 8 || facts.Defines("__ARM_ARCH_7EM__") ? 5 : 4,
        };
}
