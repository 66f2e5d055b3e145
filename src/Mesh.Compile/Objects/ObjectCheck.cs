using Mesh.Compile.Targets;

namespace Mesh.Compile.Objects;

/// <summary>Checks that a file from a helper is what the client's own compiler would have made, as to its kind. Never throws, whatever the bytes.</summary>
internal static class ObjectCheck
{
    private enum Format
    {
        Unknown,
        Elf,
        MachO,
        Coff,
    }

    /// <summary>Null where objects for this target can be told from others; else why they cannot: then none is to be had from a helper.</summary>
    public static string? WhyUncheckable(TargetFacts facts)
    {
        var format = FormatOf(facts);
        bool known = format switch
        {
            Format.Elf => ElfTargets.Of(facts) is not null,
            Format.MachO => MachOCheck.Cpu(facts) is not null,
            Format.Coff => CoffCheck.Machine(facts) is not null,
            _ => false,
        };
        return known ? null : $"objects for {facts.Option("-triple") ?? facts.Triplet} cannot be checked: the {(format == Format.Unknown ? "format" : "architecture")} is not known";
    }

    /// <summary>Null when the file is what it should be.</summary>
    /// <param name="facts">What the client's compiler said of itself under the job's options.</param>
    public static ObjectFault? Mismatch(ReadOnlySpan<byte> file, TargetFacts facts) =>
        BitcodeCheck.IsBitcode(file) ? ObjectFault.OfHelper(BitcodeCheck.Mismatch(file, facts))
        : WhyUncheckable(facts) is { } why ? new ObjectFault(why, Culprit.Nobody)
        : FormatOf(facts) switch
        {
            Format.MachO => ObjectFault.OfHelper(MachOCheck.Mismatch(file, facts)),
            Format.Coff => ObjectFault.OfHelper(CoffCheck.Mismatch(file, facts)),
            _ => ElfCheck.Mismatch(file, facts),
        };

    /// <summary>As above, of a file with nothing but debug information.</summary>
    public static ObjectFault? SplitMismatch(ReadOnlySpan<byte> file, TargetFacts facts) =>
        FormatOf(facts) == Format.Elf && WhyUncheckable(facts) is null ? ElfCheck.SplitMismatch(file, facts) : Mismatch(file, facts);

    // The Hurd's compilers define __MACH__, and clang's triples may name a format that is not the system's own (x86_64-pc-windows-elf).
    private static Format FormatOf(TargetFacts facts) =>
        facts.Defines("__ELF__") ? Format.Elf
        : facts.Defines("_WIN32") || facts.Defines("__CYGWIN__") ? OnWindows(facts.Option("-triple") ?? facts.Triplet)
        : facts.Defines("__MACH__") || facts.Defines("__APPLE__") ? Format.MachO
        : Format.Unknown;

    private static Format OnWindows(string triplet) =>
        triplet.EndsWith("-elf", StringComparison.Ordinal) ? Format.Elf
        : triplet.EndsWith("-macho", StringComparison.Ordinal) ? Format.MachO
        : Format.Coff;
}
