using System.Text.Json.Serialization;
using Mesh.Compile.Arguments;

namespace Mesh.Node.Toolchains;

/// <summary>The file of the <see cref="ToolchainCache"/>.</summary>
internal sealed record StoredFindings(int Format, IReadOnlyList<StoredFinding> Findings)
{
    /// <summary>Another number means a file of another mesh, which is not read.</summary>
    public const int CurrentFormat = 1;

    public static StoredFindings Of(IEnumerable<ToolchainFinding> findings) => new(CurrentFormat, [.. findings.Select(StoredFinding.Of)]);

    /// <exception cref="FormatException">The file says something that no mesh has written.</exception>
    public IReadOnlyList<ToolchainFinding> Restore() =>
        Findings is null || Findings.Contains(null!) ? throw new FormatException("an entry is missing") : [.. Findings.Select(finding => finding.Restore())];
}

/// <summary>One <see cref="ToolchainFinding"/>, flat.</summary>
internal sealed record StoredFinding(string Path, string RealPath, long Size, long Mtime, string Words, IReadOnlyList<SourceLanguage> Languages)
{
    public static StoredFinding Of(ToolchainFinding finding) =>
        new(finding.Path, finding.Stamp.RealPath, finding.Stamp.Size, finding.Stamp.MtimeTicks, finding.Words, finding.Languages);

    /// <exception cref="FormatException">The file says something that no mesh has written.</exception>
    public ToolchainFinding Restore() =>
        Path is null || RealPath is null || Words is null || Languages is null || !Languages.All(language => language is SourceLanguage.C or SourceLanguage.Cxx)
            ? throw new FormatException("an entry is incomplete")
            : new ToolchainFinding(Path, new FileStamp(RealPath, Size, Mtime), Words, Languages);
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredFindings))]
internal sealed partial class ToolchainJson : JsonSerializerContext;
