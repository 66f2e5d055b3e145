using System.CommandLine;
using Mesh.Control;
using Mesh.Node;

namespace Mesh.Commands;

/// <summary><c>mesh leave</c>: stops the running node.</summary>
internal static class LeaveCommand
{
    public static Command Create(ProgramParts parts)
    {
        var socket = SocketFlag.Create();
        var command = new Command("leave", "Leave the mesh: the node here says goodbye, ends its jobs (within 10 s) and stops.") { socket };
        command.SetAction(async (parsed, cancel) =>
        {
            using var node = await ControlClient.ConnectAsync(SocketFlag.Sockets(parsed, socket, parts.Places), cancel).ConfigureAwait(false);
            if (node is null) throw new CommandException(ExitCode.NoNode, "no node runs here, so there is nothing to leave");
            await node.LeaveAsync(cancel).ConfigureAwait(false);
            await node.UntilGoneAsync(cancel).ConfigureAwait(false);
            parsed.InvocationConfiguration.Output.WriteLine($"the node at {node.Path} has left");
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
