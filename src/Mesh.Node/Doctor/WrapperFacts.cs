namespace Mesh.Node.Doctor;

/// <summary>How the compiler wrapper stands on this shell's PATH.</summary>
internal sealed record WrapperFacts
{
    /// <summary>The masquerade directory.</summary>
    public string Directory { get; init; } = "";

    public bool Exists { get; init; }

    public bool IsOnPath { get; init; }

    public bool IsUpToDate { get; init; } = true;

    /// <summary>Compilers that PATH leads to although the wrapper has their name: <c>/usr/bin/gcc</c>.</summary>
    public IReadOnlyList<string> Overtaken { get; init; } = [];

    /// <summary>Compilers' names on PATH that the wrapper does not have.</summary>
    public IReadOnlyList<string> Unwrapped { get; init; } = [];
}

/// <summary>What could confine peers' jobs here.</summary>
internal sealed record SandboxFacts
{
    public bool HasLandlock { get; init; } = true;

    public bool HasBubblewrap { get; init; }

    /// <summary><c>bubblewrap</c> is configured.</summary>
    public bool UsesBubblewrap { get; init; }
}

/// <summary>What the clock says, and what speaks against it.</summary>
/// <param name="Now">The clock of this machine.</param>
/// <param name="ProgramDate">When the program's own file was made.</param>
/// <param name="Future">Files in the current directory that are from the future.</param>
internal sealed record ClockFacts(DateTimeOffset Now, DateTimeOffset ProgramDate, IReadOnlyList<string> Future);
