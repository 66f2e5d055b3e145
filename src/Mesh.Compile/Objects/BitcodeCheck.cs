using Mesh.Compile.Targets;

namespace Mesh.Compile.Objects;

/// <summary>Checks what <c>clang -flto</c> writes instead of an object: LLVM bitcode, whose target stands in its module.</summary>
internal static class BitcodeCheck
{
    public static bool IsBitcode(ReadOnlySpan<byte> file) => file.StartsWith(Magic);

    private static ReadOnlySpan<byte> Magic => [(byte)'B', (byte)'C', 0xC0, 0xDE];

    // clang writes the triple that its driver hands down, which is among the facts.
    public static string? Mismatch(ReadOnlySpan<byte> file, TargetFacts facts)
    {
        if (!facts.Options.ContainsKey("-flto"))
        {
            return "the file is LLVM bitcode where an object is needed";
        }

        string? triplet = new BitcodeReader(file).FindTriplet();
        return triplet is null ? "the LLVM bitcode does not say what it is for"
            : triplet == facts.Option("-triple") ? null
            : $"the LLVM bitcode is for {triplet}, not for {facts.Option("-triple") ?? facts.Triplet}";
    }
}
