using Mesh.Compile.Targets;

namespace Mesh.Compile.Objects;

/// <summary>Checks that a file from a helper is what the client's own compiler would have made, as to its kind. Never throws, whatever the bytes.</summary>
internal static class ObjectCheck
{
    /// <summary>Null when the file is what it should be; else a sentence that says what it is instead.</summary>
    /// <param name="facts">What the client's compiler said of itself under the job's options.</param>
    public static string? Mismatch(ReadOnlySpan<byte> file, TargetFacts facts) =>
        BitcodeCheck.IsBitcode(file) ? BitcodeCheck.Mismatch(file, facts)
        : facts.Defines("__MACH__") ? MachOCheck.Mismatch(file, facts)
        : facts.Defines("_WIN32") ? CoffCheck.Mismatch(file, facts)
        : facts.Defines("__ELF__") ? ElfCheck.Mismatch(file, facts)
        : $"objects for {facts.Triplet} cannot be checked: the format is not known";

    /// <summary>As above, of a file with nothing but debug information.</summary>
    public static string? SplitMismatch(ReadOnlySpan<byte> file, TargetFacts facts) =>
        facts.Defines("__ELF__") ? ElfCheck.SplitMismatch(file, facts) : Mismatch(file, facts);
}
