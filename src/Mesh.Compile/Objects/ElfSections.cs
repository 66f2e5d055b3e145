using System.Text;

namespace Mesh.Compile.Objects;

/// <summary>The sections of an ELF object in a form that can be compared: symbols and relocations are spelt by name, since their numbers follow the sections' order.</summary>
internal static class ElfSections
{
    /// <summary>Bytes of a symbol's name that are looked at.</summary>
    private const int LongestName = 1024;

    private const uint SymbolTable = 2, Rela = 4, Rel = 9, Group = 17;

    public static bool TryRead(ReadOnlySpan<byte> file, out IReadOnlyList<Section> sections)
    {
        sections = [];
        if (file.Length < 64 || !file.StartsWith("\u007FELF"u8) || file[4] is not (1 or 2) || file[5] is not (1 or 2))
        {
            return false;
        }

        var elf = new ElfReader(file, is64: file[4] == 2, big: file[5] == 2);
        if (!elf.TryReadSectionTable(out var table))
        {
            return false;
        }

        try
        {
            sections = Read(file, elf, table);
            return true;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            return false; // an offset or a name that leads out of the file
        }
    }

    private static List<Section> Read(ReadOnlySpan<byte> file, ElfReader elf, ElfReader.SectionTable table)
    {
        var headers = new List<ElfReader.SectionHeader>();
        for (uint i = 0; i < table.Count; i++)
        {
            headers.Add(elf.Section(table, i));
        }

        if (headers.Sum(header => (decimal)header.Bytes) > file.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(file), "sections that overlap: their copies would be far larger than the file");
        }

        var names = headers.ConvertAll(header => "");
        for (var i = 0; i < headers.Count; i++)
        {
            names[i] = Text(file, headers[(int)table.Names], headers[i].Name);
        }

        var symbols = Symbols(file, elf, headers, names);
        var sections = new List<Section>();
        for (var i = 1; i < headers.Count; i++)
        {
            var header = headers[i];
            var bytes = header.Type switch
            {
                SymbolTable => Encoding.UTF8.GetBytes(string.Join("\n", symbols.Where(symbol => symbol.IsLoaded).Select(symbol => symbol.Text))),
                Rel or Rela => Encoding.UTF8.GetBytes(Relocations(file, elf, header, symbols)),
                Group => [],
                ElfReader.NoBits => BitConverter.GetBytes(header.Size),
                _ => file.Slice((int)header.Offset, (int)header.Size).ToArray(),
            };
            sections.Add(new Section(names[i], header.Flags, bytes));
        }

        return sections;
    }

    // Elf32_Sym: u32 name, u32 value, u32 size, u8 info, u8 other, u16 shndx; Elf64_Sym: u32 name, u8 info, u8 other, u16 shndx, u64 value, u64 size
    private static List<Symbol> Symbols(ReadOnlySpan<byte> file, ElfReader elf, List<ElfReader.SectionHeader> headers, List<string> names)
    {
        var symbols = new List<Symbol>();
        var at = headers.FindIndex(header => header.Type == SymbolTable);
        if (at < 0)
        {
            return symbols;
        }

        var table = headers[at];
        var size = elf.Is64 ? 24 : 16;
        for (var offset = (int)table.Offset; offset + size <= (int)(table.Offset + table.Size); offset += size)
        {
            var name = Text(file, headers[(int)table.Link], elf.U32(offset));
            var info = file[offset + (elf.Is64 ? 4 : 12)];
            var place = elf.U16(offset + (elf.Is64 ? 6 : 14));
            var (value, length) = elf.Is64 ? (elf.Word(offset + 8, true), elf.Word(offset + 16, true)) : (elf.U32(offset + 4), elf.U32(offset + 8));
            var section = place < names.Count ? names[place] : $"#{place}";
            // Where the linker may still shorten code (RISC-V), debug information refers to places by symbols of its own.
            var isLoaded = !section.StartsWith(".debug_", StringComparison.Ordinal) && section != ".comment";
            symbols.Add(new Symbol((info & 0xF) == 3 ? $"section {section}" : $"{name} {info:x} {section} {value:x} {length:x}", isLoaded));
        }

        return symbols;
    }

    // Elf32_Rel: u32 offset, u32 info (symbol << 8 | type) (, u32 addend); Elf64_Rela: u64 offset, u64 info (symbol << 32 | type), u64 addend
    private static string Relocations(ReadOnlySpan<byte> file, ElfReader elf, ElfReader.SectionHeader header, List<Symbol> symbols)
    {
        var text = new StringBuilder();
        var word = elf.Is64 ? 8 : 4;
        var size = header.Type == Rela ? 3 * word : 2 * word;
        for (var offset = (int)header.Offset; offset + size <= (int)(header.Offset + header.Size); offset += size)
        {
            var info = elf.Word(offset + word, elf.Is64);
            var symbol = elf.Is64 ? (int)(info >> 32) : (int)(info >> 8);
            var type = elf.Is64 ? info & 0xFFFFFFFF : info & 0xFF;
            var addend = header.Type == Rela ? elf.Word(offset + (2 * word), elf.Is64) : 0;
            text.Append($"{elf.Word(offset, elf.Is64):x} {type:x} {(symbol >= 0 && symbol < symbols.Count ? symbols[symbol].Text : symbol.ToString(System.Globalization.CultureInfo.InvariantCulture))} {addend:x}\n");
        }

        return text.ToString();
    }

    private static string Text(ReadOnlySpan<byte> file, ElfReader.SectionHeader strings, uint at)
    {
        var bytes = file.Slice((int)strings.Offset, (int)strings.Size)[(int)at..];
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(bytes[..Math.Min(end < 0 ? bytes.Length : end, LongestName)]);
    }

    private sealed record Symbol(string Text, bool IsLoaded);

    internal sealed record Section(string Name, ulong Flags, byte[] Bytes);
}
