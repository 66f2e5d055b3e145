namespace Mesh.Node.Control;

/// <summary>What <c>mesh toolchains --json</c> prints; docs/STATUS.md is its schema.</summary>
internal sealed record ToolchainListing
{
    public const string FromNode = "node";
    public const string FromScan = "scan";

    /// <summary><see cref="FromNode"/>: a running node answered. <see cref="FromScan"/>: none runs here, so the program looked itself.</summary>
    public required string Source { get; init; }

    public required IReadOnlyList<ToolchainStatus> Toolchains { get; init; }
}
