using System.Text.RegularExpressions;

namespace Mesh.Node.Tests.Architecture;

/// <summary>The house as a table: which room may open which, and which words belong to which rooms (docs/ARCHITECTURE.md).</summary>
internal static class RoomRules
{
    private static readonly string[] Libraries = ["Mesh.Compile", "Mesh.Wire", "Mesh.Node"];

    /// <summary>Room → namespaces it may open besides the base library, packages and itself. The longest matching key decides.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Mesh.Compile"] = ["Mesh.Compile"],
        ["Mesh.Wire"] = ["Mesh.Wire"],
        ["Mesh.Node.Processes"] = [],
        ["Mesh.Node.Peers"] = ["Mesh.Compile.Targets"],
        ["Mesh.Node.Discovery"] = ["Mesh.Node.Peers", "Mesh.Wire.Dns", "Mesh.Compile.Targets"],
        ["Mesh.Node.Transport"] = ["Mesh.Wire"],
        // Turns sightings into greeted peers, and keeps the control connections.
        ["Mesh.Node.Membership"] = ["Mesh.Node.Discovery", "Mesh.Node.Peers", "Mesh.Node.Transport", "Mesh.Wire"],
        // What compilers said, kept on disk: of the client's and of the helper's.
        ["Mesh.Node.Facts"] = ["Mesh.Wire"],
        ["Mesh.Node.Toolchains"] = ["Mesh.Node.Processes", "Mesh.Node.Facts", "Mesh.Compile"],
        ["Mesh.Node.Sandbox"] = ["Mesh.Node.Processes", "Mesh.Compile"],
        // Reads mesh.json and MESH_* into NodeOptions, which stand beside Node.cs.
        ["Mesh.Node.Configuration"] = ["Mesh.Compile.Targets"],
        // Builds the hands with this machine's C compiler and lays out the masquerade directory, of compilers' names.
        ["Mesh.Node.Wrapping"] = ["Mesh.Node.Processes", "Mesh.Node.Toolchains", "Mesh.Compile.Targets"],
        ["Mesh.Node.Helper"] =
            ["Mesh.Node.Transport", "Mesh.Node.Toolchains", "Mesh.Node.Facts", "Mesh.Node.Sandbox", "Mesh.Node.Processes", "Mesh.Wire", "Mesh.Compile"],
        ["Mesh.Node.Dispatch"] = ["Mesh.Node.Transport", "Mesh.Node.Peers", "Mesh.Node.Facts", "Mesh.Node.Processes", "Mesh.Wire", "Mesh.Compile"],
        ["Mesh.Node.Control"] = ["Mesh.Node.Dispatch", "Mesh.Node.Peers", "Mesh.Wire"],
        // Pure: findings of what status and the program's own look say.
        ["Mesh.Node.Doctor"] = ["Mesh.Node.Control", "Mesh.Compile.Targets"],
        ["Mesh.Node"] = ["Mesh.Node", "Mesh.Wire", "Mesh.Compile"],
        ["Mesh"] = ["Mesh", "Mesh.Node", "Mesh.Wire"],
        ["Mesh.Mono"] = ["Mesh", "Mesh.Node", "Mesh.Wire"],
        ["Polyfills"] = [],
    };

    /// <summary>Words that only some rooms may say.</summary>
    private static readonly Word[] Words =
    [
        new(@"\bnew\s+(?:Socket|TcpClient|TcpListener|UdpClient|NetworkStream)\b",
            "sockets belong to Transport, Discovery, Control and the command line's own end of the local socket",
            room => room is "Mesh.Node.Transport" or "Mesh.Node.Discovery" or "Mesh.Node.Control" or "Mesh.Node" || IsProgram(room)),
        new(@"\bProcessStartInfo\b|\bProcess\.Start\b",
            "processes are started by Mesh.Node/Processes alone",
            room => room is "Mesh.Node.Processes" || IsProgram(room)),
        new(@"\b(?:File|Directory|FileStream|FileInfo|DirectoryInfo)\s*[.(]|\bSystem\.IO\.File\b",
            "what a compile is touches no disk",
            room => !IsPure(room)),
        new(@"\b(?:DateTime(?:Offset)?\.(?:Now|UtcNow)|Stopwatch|TimeProvider|Environment\.Tick\w*|Thread\.Sleep|Task\.Delay)\b",
            "what a compile is knows no clock",
            room => !IsPure(room)),
        new(@"\bEnvironment\.(?:GetEnvironmentVariable|CurrentDirectory|MachineName|ProcessorCount)\b",
            "what a compile is depends on its arguments alone",
            room => !IsPure(room)),
        new(@"\basync\s+void\b", "a task that nobody holds fails unseen", _ => false),
        new(@"\bThread\.Sleep\b", "waiting is asynchronous and has a token", _ => false),
    ];

    public static IEnumerable<string> Violations(SourceFile file)
    {
        var allowed = Arrows[Home(file.Room)];
        foreach (var used in file.Uses.Where(IsOurs))
        {
            if (!IsInside(used, file.Room) && !allowed.Any(a => IsInside(used, a)))
                yield return $"src/{file.Path}: {file.Room} may not use {used}";
        }

        foreach (var word in Words.Where(w => !w.Allows(file.Room)))
        {
            if (Regex.Match(file.Code, word.Pattern) is { Success: true } said)
                yield return $"src/{file.Path}: says \"{said.Value.Trim()}\", but {word.Why}";
        }
    }

    /// <summary>The row that a room is held to; a room of Mesh.Node without a row of its own has none, and that is reported.</summary>
    public static bool IsKnown(string room) =>
        Arrows.ContainsKey(room) || !room.StartsWith("Mesh.Node.", StringComparison.Ordinal) && HomeOrNull(room) is not null;

    private static string Home(string room) => HomeOrNull(room) ?? throw new InvalidOperationException($"no rule for {room}");

    private static string? HomeOrNull(string room) =>
        Arrows.Keys.Where(key => IsInside(room, key)).MaxBy(key => key.Length);

    private static bool IsOurs(string name) => name == "Mesh" || name.StartsWith("Mesh.", StringComparison.Ordinal);

    // "Mesh" is the program, whose name begins every other room's name too.
    private static bool IsInside(string name, string space) => space == "Mesh"
        ? IsOurs(name) && !Libraries.Any(library => IsInside(name, library))
        : name == space || name.StartsWith(space + ".", StringComparison.Ordinal);

    private static bool IsPure(string room) => IsInside(room, "Mesh.Compile");

    private static bool IsProgram(string room) => IsInside(room, "Mesh");

    private sealed record Word(string Pattern, string Why, Func<string, bool> Allows);
}
