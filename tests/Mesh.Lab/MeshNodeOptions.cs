namespace Mesh.Lab;

/// <summary>How a node of the lab is started. The defaults are the mesh's own: no option and no configuration file.</summary>
internal sealed record MeshNodeOptions
{
    public MachineOptions Machine { get; init; } = new();

    /// <summary>More of the command line of <c>mesh join</c>: "--slots", "4".</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether <c>mesh wrap</c> makes a masquerade directory, which then stands first on the machine's PATH.</summary>
    public bool Wrap { get; init; } = true;
}
