using System.Buffers.Binary;
using Mesh.Compile.Targets;

namespace Mesh.Compile.Objects;

/// <summary>Checks a Mach-O object (Apple's mach-o/loader.h, mach/machine.h), such as clang makes with <c>--target=arm64-apple-darwin</c>.</summary>
internal static class MachOCheck
{
    private const uint Magic32 = 0xFEEDFACE, Magic64 = 0xFEEDFACF, Relocatable = 1;
    private const uint Abi64 = 0x01000000, X86 = 7, Arm = 12, PowerPc = 18;
    private const uint SubtypeMask = 0x00FFFFFF; // above are capabilities: that an arm64e object signs pointers

    // Which triples are of a subtype of their own; arm64e must stand before arm64.
    private static readonly (string Arch, uint Subtype)[] Subtypes = [("arm64e", 2), ("x86_64h", 8), ("armv7s", 11), ("thumbv7s", 11), ("armv7k", 12), ("thumbv7k", 12)];

    // u32 magic | u32 cputype | u32 cpusubtype | u32 filetype | u32 ncmds | u32 sizeofcmds | u32 flags (| u32 reserved) | load commands
    public static string? Mismatch(ReadOnlySpan<byte> file, TargetFacts facts)
    {
        var cpu = Cpu(facts) ?? 0;
        var wide = (cpu & Abi64) != 0;
        if (file.Length < 32 || BinaryPrimitives.ReadUInt32LittleEndian(file) != (wide ? Magic64 : Magic32))
        {
            return $"the file of {file.Length} bytes is not a {(wide ? 64 : 32)}-bit Mach-O object";
        }

        var made = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        var subtype = BinaryPrimitives.ReadUInt32LittleEndian(file[8..]) & SubtypeMask;
        return made != cpu ? $"the object is for Mach-O processor 0x{made:x}; {facts.Triplet} is 0x{cpu:x}"
            : Subtype(facts) != Special(subtype, cpu) ? $"the object is for subtype {subtype} of Mach-O processor 0x{made:x}, which {facts.Triplet} is not"
            : BinaryPrimitives.ReadUInt32LittleEndian(file[12..]) != Relocatable ? "the file is not a relocatable object"
            : MachOCommands.Mismatch(file, wide);
    }

    /// <summary>Null for an architecture that is not known.</summary>
    public static uint? Cpu(TargetFacts facts) =>
        facts.Defines("__x86_64__") ? X86 | Abi64
        : facts.Defines("__aarch64__") && !facts.Defines("__ILP32__") ? Arm | Abi64
        : facts.Defines("__i386__") ? X86
        : facts.Defines("__arm__") ? Arm
        : facts.Defines("__ppc__") ? PowerPc
        : null;

    /// <summary>The subtype that the client's triple stands for; 0 for any of the plain ones.</summary>
    private static uint Subtype(TargetFacts facts)
    {
        var triplet = facts.Option("-triple") ?? facts.Triplet;
        return Array.Find(Subtypes, row => triplet.StartsWith(row.Arch + "-", StringComparison.Ordinal)).Subtype;
    }

    /// <summary>A subtype of this processor that a triple names; 0 for one of the plain ones.</summary>
    private static uint Special(uint subtype, uint cpu) => (cpu, subtype) switch
    {
        (Arm | Abi64, 2) or (X86 | Abi64, 8) or (Arm, 11 or 12) => subtype,
        _ => 0,
    };
}
