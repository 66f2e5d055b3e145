using System.Text.Json.Serialization;
using Mesh.Compile.Arguments;

namespace Mesh.Node.Toolchains;

/// <summary>The file of the <see cref="ToolchainCache"/>. Properties, not constructors: System.Text.Json's way through those does not bind on Mono.</summary>
internal sealed record StoredFindings
{
    /// <summary>Another number means a file of another mesh, which is not read.</summary>
    public const int CurrentFormat = 5;

    public int Format { get; set; }

    public StoredFinding?[]? Findings { get; set; }

    public static StoredFindings Of(IEnumerable<ToolchainFinding> findings) => new() { Format = CurrentFormat, Findings = [.. findings.Select(StoredFinding.Of)] };

    /// <exception cref="FormatException">The file says something that no mesh has written.</exception>
    public IReadOnlyList<ToolchainFinding> Restore() =>
        [.. (Findings ?? throw new FormatException("the list is missing")).Select(finding => finding?.Restore() ?? throw new FormatException("an entry is missing"))];
}

/// <summary>One <see cref="ToolchainFinding"/>, flat.</summary>
internal sealed record StoredFinding
{
    public string? Path { get; set; }

    public string? RealPath { get; set; }

    public long Size { get; set; }

    public long Mtime { get; set; }

    public string? Words { get; set; }

    public SourceLanguage[]? Languages { get; set; }

    public string[]? Multilibs { get; set; }

    public string[]? Learned { get; set; }

    public StoredPart?[]? Parts { get; set; }

    public static StoredFinding Of(ToolchainFinding finding) => new()
    {
        Path = finding.Path,
        RealPath = finding.Stamp.RealPath,
        Size = finding.Stamp.Size,
        Mtime = finding.Stamp.MtimeTicks,
        Words = finding.Words,
        Languages = [.. finding.Languages],
        Multilibs = [.. finding.Multilibs],
        Learned = [.. finding.Learned],
        Parts = [.. finding.Parts.Select(StoredPart.Of)],
    };

    /// <exception cref="FormatException">The file says something that no mesh has written.</exception>
    public ToolchainFinding Restore() =>
        Path is null || RealPath is null || Words is null || Languages is null || Multilibs is null || Learned is null || Parts is null || !Languages.All(language => language is SourceLanguage.C or SourceLanguage.Cxx)
            ? throw new FormatException("an entry is incomplete")
            : new ToolchainFinding(Path, new FileStamp(RealPath, Size, Mtime), Words, Languages, Multilibs, Learned, [.. Parts.Select(part => part?.Restore() ?? throw new FormatException("a part is missing"))]);
}

/// <summary>One <see cref="ToolchainPart"/>, flat.</summary>
internal sealed record StoredPart
{
    public string? Name { get; set; }

    public string? Path { get; set; }

    public string? RealPath { get; set; }

    public long Size { get; set; }

    public long Mtime { get; set; }

    public static StoredPart Of(ToolchainPart part) => new() { Name = part.Name, Path = part.Path, RealPath = part.Stamp.RealPath, Size = part.Stamp.Size, Mtime = part.Stamp.MtimeTicks };

    /// <exception cref="FormatException">The file says something that no mesh has written.</exception>
    public ToolchainPart Restore() =>
        Name is null || Path is null || RealPath is null ? throw new FormatException("a part is incomplete") : new ToolchainPart(Name, Path, new FileStamp(RealPath, Size, Mtime));
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredFindings))]
internal sealed partial class ToolchainJson : JsonSerializerContext;
