using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;

namespace Mesh.Node.Toolchains;

/// <summary>What a file with a compiler's name answered: its own words, so that a later mesh reads them with its own understanding.</summary>
/// <param name="Path">The program that was asked.</param>
/// <param name="Stamp">The file it is.</param>
/// <param name="Words">What it said to -v; empty when it is no compiler, which is as worth keeping.</param>
/// <param name="Languages">What it can compile.</param>
/// <param name="Multilibs">Options that make it a compiler for another target.</param>
/// <param name="Learned">Options that it lists and no table has.</param>
/// <param name="Parts">The programs that it starts.</param>
internal sealed record ToolchainFinding(
    string Path, FileStamp Stamp, string Words, IReadOnlyList<SourceLanguage> Languages, IReadOnlyList<string> Multilibs, IReadOnlyList<string> Learned, IReadOnlyList<ToolchainPart> Parts)
{
    public Toolchain? Toolchain { get; } = Languages.Count > 0 && CompilerIdentity.Parse(Words) is { } identity
        ? new Toolchain(Path, identity, Languages, Stamp) { Multilibs = Multilibs, Parts = Parts, Options = Table(identity, Learned) }
        : null;

    /// <summary>All files that it depends on.</summary>
    public IEnumerable<FileStamp> Files => Parts.Select(part => part.Stamp).Prepend(Stamp);

    public bool PartsHold => Parts.All(part => part.Stamp.StillHolds);

    private static OptionTable Table(CompilerIdentity identity, IReadOnlyList<string> learned) =>
        LearnedOptions.AreThere(identity) ? OptionTable.Knowing(learned) : OptionTable.For(identity.Family);
}
