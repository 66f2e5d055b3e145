using System.Buffers.Binary;
using Mesh.Compile.Targets;

namespace Mesh.Compile.Objects;

/// <summary>Checks a COFF object (Microsoft's "PE Format", COFF file header), such as clang and mingw's gcc make for Windows.</summary>
internal static class CoffCheck
{
    private const ushort I386 = 0x14C, X8664 = 0x8664, ArmThumb = 0x1C4, Arm64 = 0xAA64;
    private const int HeaderBytes = 20, SectionBytes = 40, BigHeaderBytes = 56;

    // u16 machine | u16 sections | u32 time | u32 symbol table | u32 symbols | u16 optional header size | u16 flags; /bigobj: u16 0, u16 0xFFFF, u16 version, u16 machine
    public static string? Mismatch(ReadOnlySpan<byte> file, TargetFacts facts)
    {
        if (file.Length < HeaderBytes || Machine(facts) is not { } machine)
        {
            return $"the file of {file.Length} bytes is not a COFF object";
        }

        var isBig = file.Length >= BigHeaderBytes && U16(file, 0) == 0 && U16(file, 2) == 0xFFFF;
        var made = U16(file, isBig ? 6 : 0);
        return made != machine ? $"the object is for COFF machine 0x{made:x}; {facts.Triplet} is 0x{machine:x}"
            : !isBig && U16(file, 16) != 0 ? "the file is a program or library, not an object"
            : !isBig && HeaderBytes + (U16(file, 2) * SectionBytes) > file.Length ? "the object's section table is not within the file"
            : null;
    }

    private static ushort U16(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    /// <summary>Null for an architecture that is not known.</summary>
    public static ushort? Machine(TargetFacts facts) =>
        facts.Defines("__x86_64__") ? X8664
        : facts.Defines("__i386__") ? I386
        : facts.Defines("__aarch64__") ? Arm64
        : facts.Defines("__arm__") ? ArmThumb
        : null;
}
