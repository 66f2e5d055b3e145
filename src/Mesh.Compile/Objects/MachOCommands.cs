using System.Buffers.Binary;

namespace Mesh.Compile.Objects;

/// <summary>Walks the load commands of a Mach-O object, whose header has been looked at.</summary>
internal static class MachOCommands
{
    private const uint Segment = 1, Symbols = 2, Segment64 = 0x19;
    private const uint KindMask = 0xFF, ZeroFill = 1, LargeZeroFill = 12, ThreadZeroFill = 18;
    private const int RelocationBytes = 8;

    public static string? Mismatch(ReadOnlySpan<byte> file, bool wide)
    {
        int header = wide ? 32 : 28;
        uint count = U32(file, 16), bytes = U32(file, 20);
        if (bytes > (uint)(file.Length - header))
        {
            return "the object's load commands are not within the file";
        }

        var commands = file.Slice(header, (int)bytes);
        bool hasSegment = false;
        for (uint i = 0; i < count; i++)
        {
            // u32 command | u32 size of it all | ...
            if (commands.Length < 8 || U32(commands, 4) is var size && (size < 8 || size > (uint)commands.Length))
            {
                return "the object's load commands are cut off";
            }

            var command = commands[..(int)size];
            hasSegment |= U32(command, 0) == (wide ? Segment64 : Segment);
            if (!IsWithin(file, command, wide))
            {
                return $"what the object's load command {i + 1} speaks of is not within the file";
            }

            commands = commands[(int)size..];
        }

        return hasSegment ? null : "the object has no segment";
    }

    private static bool IsWithin(ReadOnlySpan<byte> file, ReadOnlySpan<byte> command, bool wide) => U32(command, 0) switch
    {
        Segment when !wide => SegmentIsWithin(file, command, false),
        Segment64 when wide => SegmentIsWithin(file, command, true),
        Symbols => SymbolsAreWithin(file, command, wide),
        _ => true,
    };

    // segment: ... | word file offset, bytes at 32 or 40 | ... | u32 sections at 48 or 64 | u32 flags | { sections }
    private static bool SegmentIsWithin(ReadOnlySpan<byte> file, ReadOnlySpan<byte> command, bool wide)
    {
        int header = wide ? 72 : 56, sectionBytes = wide ? 80 : 68;
        if (command.Length < header || U32(command, wide ? 64 : 48) is var count && count > (uint)((command.Length - header) / sectionBytes))
        {
            return false;
        }

        for (int i = 0; i < count; i++)
        {
            if (!SectionIsWithin(file, command.Slice(header + (i * sectionBytes), sectionBytes), wide))
            {
                return false;
            }
        }

        return IsWithin(file, Word(command, wide ? 40 : 32, wide), Word(command, wide ? 48 : 36, wide));
    }

    // section: 16 bytes name, segment's name | word address, size | u32 offset, alignment, relocations' offset, relocations, flags | ...
    private static bool SectionIsWithin(ReadOnlySpan<byte> file, ReadOnlySpan<byte> section, bool wide)
    {
        int at = wide ? 48 : 40;
        bool isEmpty = (U32(section, at + 16) & KindMask) is ZeroFill or LargeZeroFill or ThreadZeroFill;
        return (isEmpty || IsWithin(file, U32(section, at), Word(section, wide ? 40 : 36, wide)))
            && IsWithin(file, U32(section, at + 8), (ulong)U32(section, at + 12) * RelocationBytes);
    }

    // symbols: u32 command, size | u32 offset, count | u32 names' offset, bytes
    private static bool SymbolsAreWithin(ReadOnlySpan<byte> file, ReadOnlySpan<byte> command, bool wide) =>
        command.Length >= 24 && IsWithin(file, U32(command, 8), (ulong)U32(command, 12) * (wide ? 16u : 12u)) && IsWithin(file, U32(command, 16), U32(command, 20));

    private static bool IsWithin(ReadOnlySpan<byte> file, ulong at, ulong bytes) => bytes == 0 || (at <= (ulong)file.Length && bytes <= (ulong)file.Length - at);

    private static ulong Word(ReadOnlySpan<byte> bytes, int at, bool wide) => wide ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]) : U32(bytes, at);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
