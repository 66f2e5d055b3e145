namespace Mesh.Node.Configuration;

/// <summary>Where things are when nobody says otherwise. <c>hands.c</c> looks for the socket in the same places.</summary>
internal static class DefaultPaths
{
    public const string SystemSocket = "/run/mesh/mesh.sock";

    /// <summary>The machine's name up to the first dot.</summary>
    public static string HostName()
    {
        var name = Environment.MachineName.Split('.')[0];
        return name.Length > 0 ? name : "node";
    }

    /// <summary>Where a node binds. Root serves every user, so it takes the place that all hands try last.</summary>
    public static string Socket(SystemPlaces places) =>
        !places.IsRoot && places.Get("XDG_RUNTIME_DIR") is { } runtime ? UserSocket(runtime) : SystemSocket;

    /// <summary>Where a command looks for a node, in the hands' order: one's own node first, else the machine's.</summary>
    public static IReadOnlyList<string> SocketsToTry(SystemPlaces places)
    {
        if (places.Get("MESH_SOCKET") is { } named) return [named];
        return places.Get("XDG_RUNTIME_DIR") is { } runtime ? [UserSocket(runtime), SystemSocket] : [SystemSocket];
    }

    public static string StateDirectory(SystemPlaces places)
    {
        if (places.IsRoot) return "/var/lib/mesh";
        return Path.Combine(places.Get("XDG_STATE_HOME") ?? Path.Combine(Home(places), ".local", "state"), "mesh");
    }

    /// <summary>Where mesh.json is looked for when neither <c>--config</c> nor <c>MESH_CONFIG</c> names one, best first.</summary>
    public static IReadOnlyList<string> ConfigFiles(SystemPlaces places) =>
    [
        Path.Combine(places.Get("XDG_CONFIG_HOME") ?? Path.Combine(Home(places), ".config"), "mesh", "mesh.json"),
        "/etc/mesh/mesh.json",
    ];

    private static string UserSocket(string runtime) => Path.Combine(runtime, "mesh", "mesh.sock");

    private static string Home(SystemPlaces places) => places.Get("HOME") ?? "/";
}
