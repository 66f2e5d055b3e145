namespace Mesh.Tests.Hands;

/// <summary>How the hands are called; everything has a usual value.</summary>
internal sealed record HandsStart
{
    public string Name { get; init; } = "gcc";

    /// <summary>As Latin-1 text, so that a test can say any byte.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>bash, run in the same process before the hands are: umask, closed descriptors, ignored signals.</summary>
    public string Prelude { get; init; } = "";

    /// <summary>Directories of PATH; null for masquerade, compilers, system.</summary>
    public IReadOnlyList<string>? Path { get; init; }
}
