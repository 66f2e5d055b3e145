namespace Mesh.Node;

/// <summary>What a node knows once it serves: <c>mesh join</c> prints it as its <c>ready</c> line.</summary>
internal sealed record NodeReady
{
    public required string Name { get; init; }

    public required string Id { get; init; }

    /// <summary>Jobs it runs for peers at the same time; 0 with <c>--no-help</c>.</summary>
    public required int Slots { get; init; }

    /// <summary>The TCP port that peers connect to.</summary>
    public required int Port { get; init; }

    public required string Socket { get; init; }

    /// <summary>One word each: <c>x86_64-linux-gnu/gcc-12.2.0</c>.</summary>
    public required IReadOnlyList<string> Targets { get; init; }
}
