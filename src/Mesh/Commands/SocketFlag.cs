using System.CommandLine;
using Mesh.Node.Configuration;

namespace Mesh.Commands;

/// <summary>Which node a command asks.</summary>
internal static class SocketFlag
{
    public static Option<string> Create() => new("--socket")
    {
        HelpName = "PATH",
        Description = "The node's Unix socket (default: $MESH_SOCKET, else $XDG_RUNTIME_DIR/mesh/mesh.sock, else /run/mesh/mesh.sock).",
    };

    public static IReadOnlyList<string> Sockets(ParseResult parsed, Option<string> flag, SystemPlaces places) =>
        parsed.GetValue(flag) is { Length: > 0 } named ? [Path.GetFullPath(named)] : DefaultPaths.SocketsToTry(places);
}
