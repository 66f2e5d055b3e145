using System.Buffers.Binary;
using Mesh.Compile.Targets;

namespace Mesh.Compile.Objects;

/// <summary>Checks a COFF object (Microsoft's "PE Format", COFF file header), such as clang and mingw's gcc make for Windows.</summary>
internal static class CoffCheck
{
    private const ushort I386 = 0x14C, X8664 = 0x8664, ArmThumb = 0x1C4, Arm64 = 0xAA64;
    private const ushort Executable = 0x0002, Library = 0x2000;
    private const int HeaderBytes = 20, BigHeaderBytes = 56, SectionBytes = 40, RelocationBytes = 10, SymbolBytes = 18, BigSymbolBytes = 20;
    private const uint Uninitialised = 0x80, ManyRelocations = 0x01000000;

    public static string? Mismatch(ReadOnlySpan<byte> file, TargetFacts facts)
    {
        if (Machine(facts) is not { } machine || !TryReadHeader(file, out var header))
        {
            return $"the file of {file.Length} bytes is not a COFF object";
        }

        return header.Machine != machine ? $"the object is for COFF machine 0x{header.Machine:x}; {facts.Triplet} is 0x{machine:x}"
            : header.OptionalBytes != 0 || (header.Flags & (Executable | Library)) != 0 ? "the file is a program or library, not an object"
            : header.Sections == 0 ? "the object has no sections"
            : header.Sections > (file.Length - header.Bytes) / SectionBytes ? "the object's section table is not within the file"
            : SectionMismatch(file, header) ?? SymbolMismatch(file, header);
    }

    /// <summary>Null for an architecture that is not known.</summary>
    public static ushort? Machine(TargetFacts facts) =>
        facts.Defines("__x86_64__") ? X8664
        : facts.Defines("__i386__") ? I386
        : facts.Defines("__aarch64__") ? Arm64
        : facts.Defines("__arm__") ? ArmThumb
        : null;

    // u16 machine | u16 sections | u32 time | u32 symbol table | u32 symbols | u16 optional header size | u16 flags
    // /bigobj: u16 0 | u16 0xFFFF | u16 version >= 2 (less: an import) | u16 machine | ... | u32 sections, symbol table, symbols at 44
    private static bool TryReadHeader(ReadOnlySpan<byte> file, out Header header)
    {
        header = default;
        if (file.Length < HeaderBytes)
        {
            return false;
        }

        if (U16(file, 0) != 0 || U16(file, 2) != 0xFFFF)
        {
            header = new Header(U16(file, 0), HeaderBytes, U16(file, 2), U32(file, 8), U32(file, 12), SymbolBytes, U16(file, 16), U16(file, 18));
            return true;
        }

        if (file.Length < BigHeaderBytes || U16(file, 4) < 2)
        {
            return false;
        }

        header = new Header(U16(file, 6), BigHeaderBytes, U32(file, 44), U32(file, 48), U32(file, 52), BigSymbolBytes, OptionalBytes: 0, Flags: 0);
        return true;
    }

    // 8 bytes name | u32 virtual size, address, bytes of data, data, relocations, line numbers | u16 relocations, line numbers | u32 flags
    private static string? SectionMismatch(ReadOnlySpan<byte> file, Header header)
    {
        for (int i = 0; i < header.Sections; i++)
        {
            var section = file.Slice(header.Bytes + (i * SectionBytes), SectionBytes);
            uint data = U32(section, 20), flags = U32(section, 36);
            ulong dataBytes = data == 0 || (flags & Uninitialised) != 0 ? 0 : U32(section, 16);
            if (!IsWithin(file, data, dataBytes) || !IsWithin(file, U32(section, 24), RelocationCount(file, section, flags) * RelocationBytes))
            {
                return $"the object's section {i + 1} is not within the file";
            }
        }

        return null;
    }

    // Where 16 bits are too few for the number, the first relocation carries it.
    private static ulong RelocationCount(ReadOnlySpan<byte> file, ReadOnlySpan<byte> section, uint flags)
    {
        uint at = U32(section, 24);
        ushort count = U16(section, 32);
        return count == 0xFFFF && (flags & ManyRelocations) != 0 && IsWithin(file, at, RelocationBytes) ? U32(file, (int)at) : count;
    }

    // Behind the symbols stand the longer names: u32 length, which counts itself.
    private static string? SymbolMismatch(ReadOnlySpan<byte> file, Header header)
    {
        if (header.SymbolTable == 0)
        {
            return null;
        }

        ulong names = header.SymbolTable + ((ulong)header.Symbols * (ulong)header.SymbolBytes);
        return IsWithin(file, names, 4) && IsWithin(file, names, U32(file, (int)names)) ? null : "the object's symbols are not within the file";
    }

    private static bool IsWithin(ReadOnlySpan<byte> file, ulong at, ulong bytes) => bytes == 0 || (at <= (ulong)file.Length && bytes <= (ulong)file.Length - at);

    private static ushort U16(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file[at..]);

    private static uint U32(ReadOnlySpan<byte> file, int at) => BinaryPrimitives.ReadUInt32LittleEndian(file[at..]);

    private readonly record struct Header(ushort Machine, int Bytes, uint Sections, uint SymbolTable, uint Symbols, int SymbolBytes, ushort OptionalBytes, ushort Flags);
}
