using System.Buffers.Binary;

namespace Mesh.Compile.Objects;

/// <summary>Reads numbers of an ELF file whose class and byte order are known. The caller has seen to it that the header is there.</summary>
internal readonly ref struct ElfReader(ReadOnlySpan<byte> file, bool is64, bool big)
{
    public const uint ArmAttributes = 0x70000003;
    public const uint StringTable = 3;
    public const uint NoBits = 8;

    private readonly ReadOnlySpan<byte> _file = file;

    public bool Is64 => is64;

    public uint Flags => U32(is64 ? 48 : 36);

    public ushort U16(int at) => big ? BinaryPrimitives.ReadUInt16BigEndian(_file[at..]) : BinaryPrimitives.ReadUInt16LittleEndian(_file[at..]);

    public uint U32(int at) => big ? BinaryPrimitives.ReadUInt32BigEndian(_file[at..]) : BinaryPrimitives.ReadUInt32LittleEndian(_file[at..]);

    /// <summary>False when the table is missing, empty or reaches outside the file.</summary>
    public bool TryReadSectionTable(out SectionTable table)
    {
        table = default;
        ulong offset = Word(is64 ? 40 : 32, is64);
        int entrySize = U16(is64 ? 58 : 46), wantedSize = is64 ? 64 : 40;
        ulong count = U16(is64 ? 60 : 48), nameIndex = U16(is64 ? 62 : 50), length = (ulong)_file.Length;
        if (entrySize != wantedSize || offset < (ulong)(is64 ? 64 : 52) || offset > length || length - offset < (ulong)entrySize)
        {
            return false;
        }

        // With 65280 sections and more, which -ffunction-sections can reach, section 0 carries the count and the index of the names.
        if (count == 0)
        {
            count = Word((int)offset + (is64 ? 32 : 20), is64);
        }

        if (nameIndex == 0xFFFF)
        {
            nameIndex = U32((int)offset + (is64 ? 40 : 24));
        }

        if (count < 2 || nameIndex >= count || count > (length - offset) / (ulong)entrySize)
        {
            return false;
        }

        table = new SectionTable((int)offset, entrySize, (uint)count, (uint)nameIndex);
        return true;
    }

    // Elf32_Shdr: u32 name, type, flags, addr, offset, size, link...; Elf64_Shdr: u32 name, type, u64 flags, addr, offset, size, u32 link...
    public SectionHeader Section(SectionTable table, uint index)
    {
        int at = table.Offset + (int)(index * (uint)table.EntrySize);
        return new SectionHeader(U32(at), U32(at + 4), Word(at + 8, is64), Word(at + (is64 ? 24 : 16), is64), Word(at + (is64 ? 32 : 20), is64), U32(at + (is64 ? 40 : 24)));
    }

    /// <summary>The first section of a type that is within the file.</summary>
    public bool TryFind(uint type, out SectionHeader found)
    {
        found = default;
        if (!TryReadSectionTable(out var table))
        {
            return false;
        }

        for (uint i = 1; i < table.Count; i++)
        {
            found = Section(table, i);
            if (found.Type == type && found.IsWithin((ulong)_file.Length))
            {
                return true;
            }
        }

        return false;
    }

    public ulong Word(int at, bool wide) => !wide ? U32(at)
        : big ? BinaryPrimitives.ReadUInt64BigEndian(_file[at..]) : BinaryPrimitives.ReadUInt64LittleEndian(_file[at..]);

    /// <param name="Names">The index of the section with the sections' names.</param>
    internal readonly record struct SectionTable(int Offset, int EntrySize, uint Count, uint Names);

    internal readonly record struct SectionHeader(uint Name, uint Type, ulong Flags, ulong Offset, ulong Size, uint Link)
    {
        /// <summary>What it takes of the file: nothing where it only reserves memory.</summary>
        public ulong Bytes => Type == NoBits ? 0 : Size;

        public bool IsWithin(ulong fileLength) => Bytes == 0 || (Offset <= fileLength && Bytes <= fileLength - Offset);

        /// <summary>Its bytes, of the file that it is within: an empty one may claim to stand anywhere.</summary>
        public ReadOnlySpan<byte> BytesOf(ReadOnlySpan<byte> file) => Bytes == 0 ? [] : file.Slice((int)Offset, (int)Size);
    }
}
