namespace Mesh.Node.Doctor;

/// <summary>What became of the wish to ask the node.</summary>
internal abstract record NodeReach
{
    private NodeReach()
    {
    }

    /// <param name="Socket">Where it answered.</param>
    /// <param name="Obeyed">Whether the wrapper would obey it: it runs as root or as this user.</param>
    internal sealed record Answered(string Socket, bool Obeyed) : NodeReach;

    /// <param name="Elsewhere">Where a node does listen, although <c>MESH_SOCKET</c> names another place; null when there is none.</param>
    internal sealed record Absent(IReadOnlyList<string> Tried, string? Elsewhere = null) : NodeReach;

    /// <summary>It is another user's, and does not let us in.</summary>
    internal sealed record Denied(string Socket) : NodeReach;

    internal sealed record Silent(string Why) : NodeReach;
}
