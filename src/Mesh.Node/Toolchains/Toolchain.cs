using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;

namespace Mesh.Node.Toolchains;

/// <summary>One compiler installation of this machine. It compiles each of its languages by <c>-x</c>, whatever its program is called.</summary>
/// <param name="Path">The program that is run.</param>
/// <param name="Identity">What it says that it is.</param>
/// <param name="Languages">What it can compile, <c>cc1</c> and <c>cc1plus</c> being packages of their own.</param>
/// <param name="Stamp">The file that said so.</param>
internal sealed record Toolchain(string Path, CompilerIdentity Identity, IReadOnlyList<SourceLanguage> Languages, FileStamp Stamp)
{
    /// <summary>Where it was found; not what it is.</summary>
    public ToolchainOrigin Origin { get; init; }

    /// <summary>Options that make it a compiler for another target: <c>-m32</c>.</summary>
    public IReadOnlyList<string> Multilibs { get; init; } = [];

    /// <summary>The programs that its driver starts; none for a clang, which is one program.</summary>
    public IReadOnlyList<ToolchainPart> Parts { get; init; } = [];

    /// <summary>What is known of its options: a gcc newer than the table has been asked for those that it lists itself.</summary>
    public OptionTable Options { get; init; } = OptionTable.For(Identity.Family);

    /// <summary>Whether driver and parts are still the files that were asked.</summary>
    public bool StillHolds => Stamp.StillHolds && Parts.All(part => part.StillHolds);

    /// <summary>Stands for the very files that it consists of. A package has the same ones, with the same times, wherever it is installed.</summary>
    public string Mark => string.Join(" ", Parts.Select(part => $"{part.Name} {part.Stamp.Size} {part.Stamp.MtimeTicks}").Prepend($"{Stamp.Size} {Stamp.MtimeTicks}"));

    /// <summary>What tells one installation from others of the same version and target: two builds may differ in their defaults. gcc and g++ start the same programs.</summary>
    public string Installation => Parts.FirstOrDefault(part => part.Name != ToolchainPart.Assembler)?.Stamp.RealPath ?? "";

    /// <summary>The same target under any vendor's spelling (clang calls <c>x86_64-pc-linux-gnu</c> what gcc calls <c>x86_64-linux-gnu</c>), and the very version.</summary>
    public bool Compiles(TargetTriplet target, CompilerFamily family, string version, SourceLanguage language) =>
        Identity.Family == family
        && Identity.Version == version
        && TargetTriplet.Parse(Identity.Triplet) is { } own && own.IsSameTarget(target)
        && Languages.Contains(language);

    /// <summary><c>gcc 12.2.0 for x86_64-linux-gnu</c>.</summary>
    public override string ToString() => $"{Identity.Family.ToString().ToLowerInvariant()} {Identity.Version} for {Identity.Triplet}";
}
