namespace Mesh.Node.Control;

/// <summary>One compiler installation of this node.</summary>
internal sealed record ToolchainStatus
{
    public required string Triplet { get; init; }

    /// <summary><c>gcc</c> or <c>clang</c>.</summary>
    public required string Compiler { get; init; }

    public required string Version { get; init; }

    public string Path { get; init; } = "";

    /// <summary><c>c</c>, <c>c++</c>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];
}
