using System.Buffers.Binary;
using Mesh.Compile.Targets;

namespace Mesh.Compile.Objects;

/// <summary>Checks a Mach-O object (Apple's mach-o/loader.h, mach/machine.h), such as clang makes with <c>--target=arm64-apple-darwin</c>.</summary>
internal static class MachOCheck
{
    private const uint Magic32 = 0xFEEDFACE, Magic64 = 0xFEEDFACF, Relocatable = 1;
    private const uint Abi64 = 0x01000000, X86 = 7, Arm = 12, PowerPc = 18;

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
        return made != cpu ? $"the object is for Mach-O processor 0x{made:x}; {facts.Triplet} is 0x{cpu:x}"
            : BinaryPrimitives.ReadUInt32LittleEndian(file[12..]) != Relocatable ? "the file is not a relocatable object"
            : BinaryPrimitives.ReadUInt32LittleEndian(file[20..]) > (uint)file.Length - (wide ? 32u : 28u) ? "the object's load commands are not within the file"
            : null;
    }

    /// <summary>Null for an architecture that is not known.</summary>
    public static uint? Cpu(TargetFacts facts) =>
        facts.Defines("__x86_64__") ? X86 | Abi64
        : facts.Defines("__aarch64__") && !facts.Defines("__ILP32__") ? Arm | Abi64
        : facts.Defines("__i386__") ? X86
        : facts.Defines("__arm__") ? Arm
        : facts.Defines("__ppc__") ? PowerPc
        : null;
}
