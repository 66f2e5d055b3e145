using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;

namespace Mesh.Node.Toolchains;

/// <summary>What a file with a compiler's name answered: its own words, so that a later mesh reads them with its own understanding.</summary>
/// <param name="Path">The program that was asked.</param>
/// <param name="Stamp">The file it is.</param>
/// <param name="Words">What it said to -v; empty when it failed.</param>
/// <param name="Languages">What it can compile.</param>
/// <param name="Multilibs">Options that make it a compiler for another target.</param>
/// <param name="Learned">Options that it lists and no table has.</param>
/// <param name="Parts">The programs that it starts.</param>
internal sealed record ToolchainFinding(
    string Path, FileStamp Stamp, string Words, IReadOnlyList<SourceLanguage> Languages, IReadOnlyList<string> Multilibs, IReadOnlyList<string> Learned, IReadOnlyList<ToolchainPart> Parts)
{
    /// <summary>Whether each question brought an answer; else what is missing says nothing about the compiler.</summary>
    public bool HasAnswered { get; init; } = true;

    public Toolchain? Toolchain { get; } = Languages.Count > 0 && CompilerIdentity.Parse(Words) is { } identity
        ? new Toolchain(Path, identity, Languages, Stamp) { Multilibs = Multilibs, Parts = Parts, Options = Table(identity, Learned) }
        : null;

    /// <summary>It has answered, and not as compilers do: that is what it is.</summary>
    public bool IsStranger => HasAnswered && CompilerIdentity.Parse(Words) is null;

    /// <summary>It did not answer, or is a driver that finds no compiler to drive: something is missing or out of order, which may come right without a change of its file.</summary>
    public bool IsBroken => !HasAnswered || (Toolchain is null && !IsStranger);

    public bool PartsHold => Parts.All(part => part.StillHolds);

    private static OptionTable Table(CompilerIdentity identity, IReadOnlyList<string> learned) =>
        LearnedOptions.AreThere(identity) ? OptionTable.Knowing(learned) : OptionTable.For(identity.Family);
}
