namespace Mesh.Compile.Objects;

/// <summary>How two objects of one source compare.</summary>
internal enum ObjectLikeness
{
    /// <summary>Byte for byte.</summary>
    Identical,

    /// <summary>They differ only in what is never loaded: the compiler's name for itself, debug information.</summary>
    Equivalent,

    /// <summary>Their code, data, symbols or relocations differ.</summary>
    Different,
}

/// <summary>Compares two ELF objects section by section. Never throws, whatever the bytes.</summary>
internal static class ObjectComparison
{
    /// <summary>What tells of the compiler and not of the source: its package's name, and the options it was called with, in the producer.</summary>
    private static readonly string[] Unloaded = [".comment", ".debug_", ".rel.debug_", ".rela.debug_", ".gnu.debuglto_", ".shstrtab", ".strtab"];

    /// <param name="where">The first section that differs; null where none does.</param>
    public static ObjectLikeness Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, out string? where)
    {
        where = null;
        if (one.SequenceEqual(other))
        {
            return ObjectLikeness.Identical;
        }

        if (ElfSections.TryRead(one, out var ours) && ElfSections.TryRead(other, out var theirs))
        {
            where = HeaderDifference(one, other) ?? FirstDifference(Loaded(ours), Loaded(theirs));
            return where is null ? ObjectLikeness.Equivalent : ObjectLikeness.Different;
        }

        where = "the file";
        return ObjectLikeness.Different;
    }

    // Class, byte order, version and OS ABI; machine; e_flags, where the ABI and the instruction set are marked.
    private static string? HeaderDifference(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Slice(4, 5).SequenceEqual(other.Slice(4, 5)) && one.Slice(18, 2).SequenceEqual(other.Slice(18, 2)) && Flags(one) == Flags(other) ? null : "the ELF header";

    private static uint Flags(ReadOnlySpan<byte> file) => new ElfReader(file, is64: file[4] == 2, big: file[5] == 2).Flags;

    private static List<ElfSections.Section> Loaded(IReadOnlyList<ElfSections.Section> sections) =>
        [.. sections.Where(section => !Array.Exists(Unloaded, name => section.Name.StartsWith(name, StringComparison.Ordinal)))];

    private static string? FirstDifference(List<ElfSections.Section> ours, List<ElfSections.Section> theirs)
    {
        for (var i = 0; i < Math.Max(ours.Count, theirs.Count); i++)
        {
            if (i >= ours.Count || i >= theirs.Count)
            {
                return (i < ours.Count ? ours[i] : theirs[i]).Name;
            }

            if (ours[i].Name != theirs[i].Name || ours[i].Flags != theirs[i].Flags || !ours[i].Bytes.AsSpan().SequenceEqual(theirs[i].Bytes))
            {
                return ours[i].Name;
            }
        }

        return null;
    }
}
