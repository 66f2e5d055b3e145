using Mesh.Compile.Targets;

namespace Mesh.Compile.Objects;

/// <summary>Checks what <c>clang -flto</c> writes instead of an object: LLVM bitcode, whose target stands in its module.</summary>
internal static class BitcodeCheck
{
    public static bool IsBitcode(ReadOnlySpan<byte> file) => file.StartsWith(Magic);

    private static ReadOnlySpan<byte> Magic => [(byte)'B', (byte)'C', 0xC0, 0xDE];

    public static string? Mismatch(ReadOnlySpan<byte> file, TargetTriplet target, IReadOnlyList<string> compileOptions)
    {
        if (!compileOptions.Any(option => option.StartsWith("-flto", StringComparison.Ordinal)))
        {
            return "the file is LLVM bitcode where an object is needed";
        }

        string? triplet = new BitcodeReader(file).FindTriplet();
        return triplet is null ? "the LLVM bitcode does not say what it is for"
            : TargetTriplet.Parse(triplet) is { } found && IsFor(found, target, compileOptions) ? null
            : $"the LLVM bitcode is for {triplet}, not for {target}";
    }

    // clang writes the triplet that the options led to (-m32: i386-...), so the two are compared by the objects that they stand for.
    private static bool IsFor(TargetTriplet found, TargetTriplet target, IReadOnlyList<string> options) =>
        (found.Os, found.Abi) == (target.Os, target.Abi) && ElfTargets.Find(found, []) is { } shape && shape == ElfTargets.Find(target, options);
}
