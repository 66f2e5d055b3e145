using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;

namespace Mesh.Node.Toolchains;

/// <summary>What a file with a compiler's name answered: its own words, so that a later mesh reads them with its own understanding.</summary>
/// <param name="Path">The program that was asked.</param>
/// <param name="Stamp">The file it is.</param>
/// <param name="Words">What it said to -v; empty when it is no compiler, which is as worth keeping.</param>
/// <param name="Languages">What it can compile.</param>
/// <param name="Multilibs">Options that make it a compiler for another target.</param>
internal sealed record ToolchainFinding(string Path, FileStamp Stamp, string Words, IReadOnlyList<SourceLanguage> Languages, IReadOnlyList<string> Multilibs)
{
    public Toolchain? Toolchain { get; } =
        Languages.Count > 0 && CompilerIdentity.Parse(Words) is { } identity ? new Toolchain(Path, identity, Languages, Stamp) { Multilibs = Multilibs } : null;
}
