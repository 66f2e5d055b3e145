namespace Mesh.Node.Control;

/// <summary>The node that answers, as <see cref="StatusSnapshot"/> shows it.</summary>
internal sealed record NodeStatus
{
    /// <summary>A <see cref="NoHelp"/> that is as it should be.</summary>
    public const string NotWanted = "it was told not to help";

    public required string Name { get; init; }

    public required string Id { get; init; }

    public required string Version { get; init; }

    /// <summary>What <c>uname -m</c> says.</summary>
    public required string Arch { get; init; }

    /// <summary>Jobs it runs for peers at the same time; 0 when it does not help.</summary>
    public required int Slots { get; init; }

    public required int Free { get; init; }

    /// <summary>Why it compiles for nobody; null when it helps.</summary>
    public string? NoHelp { get; init; }

    /// <summary>Compiles of its own user that it runs here at the same time.</summary>
    public int LocalSlots { get; init; }

    public required string Socket { get; init; }

    /// <summary>The TCP port that peers connect to.</summary>
    public required int Port { get; init; }

    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary><c>open</c>: no mesh key, every machine on the directly connected networks may send jobs.</summary>
    public string Mesh { get; init; } = "open";

    public IReadOnlyList<ToolchainStatus> Toolchains { get; init; } = [];
}
