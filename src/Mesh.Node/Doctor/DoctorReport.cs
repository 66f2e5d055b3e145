using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mesh.Node.Doctor;

/// <summary>What <c>mesh doctor --json</c> prints; docs/STATUS.md is its schema.</summary>
internal sealed record DoctorReport
{
    public int Problems { get; init; }

    public int Warnings { get; init; }

    public IReadOnlyList<ReportedFinding> Findings { get; init; } = [];

    public static DoctorReport Of(IReadOnlyList<Finding> findings) => new()
    {
        Problems = findings.Count(finding => finding.Severity == Severity.Problem),
        Warnings = findings.Count(finding => finding.Severity == Severity.Warning),
        Findings = [.. findings.Select(finding => new ReportedFinding
        {
            Id = finding.Id,
            Severity = finding.Severity.ToString().ToLowerInvariant(),
            Sentence = finding.Sentence,
            Remedy = finding.Remedy,
        })],
    };

    public string ToJson() => JsonSerializer.Serialize(this, DoctorJson.Default.DoctorReport);
}

internal sealed record ReportedFinding
{
    public required string Id { get; init; }

    /// <summary><c>problem</c>, <c>warning</c> or <c>information</c>.</summary>
    public required string Severity { get; init; }

    public required string Sentence { get; init; }

    public required string Remedy { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class DoctorJson : JsonSerializerContext;
