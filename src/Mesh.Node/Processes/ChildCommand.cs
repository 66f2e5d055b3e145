namespace Mesh.Node.Processes;

/// <summary>A program to start, completely described: nothing is taken from a shell.</summary>
internal sealed record ChildCommand(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>Null for this process's own directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The whole environment of the child; null to inherit this process's own, with <c>LC_ALL=C</c>.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>
    /// True when the program makes itself the leader of a process group (the launcher mode of mesh-hands does): then its pid is the group's id.
    /// Otherwise <c>setsid</c> is put before it, where the machine has one.
    /// </summary>
    public bool LeadsItsGroup { get; init; }
}
