namespace Mesh.Node.Control;

/// <summary>One compiler installation of this node.</summary>
internal sealed record ToolchainStatus
{
    public required string Triplet { get; init; }

    /// <summary><c>gcc</c> or <c>clang</c>.</summary>
    public required string Compiler { get; init; }

    public required string Version { get; init; }

    /// <summary>The whole version line, with the distributor's mark.</summary>
    public string FullVersion { get; init; } = "";

    public string Path { get; init; } = "";

    /// <summary><c>c</c>, <c>c++</c>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Which kind of place it was found in: <c>PATH</c>, <c>configured</c>, <c>x-tools</c>, <c>crossdev</c>, <c>/opt</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Options that make it a compiler for another target too: <c>-m32</c>.</summary>
    public IReadOnlyList<string> Multilibs { get; init; } = [];

    public IReadOnlyList<VerdictStatus> Verdicts { get; init; } = [];
}
