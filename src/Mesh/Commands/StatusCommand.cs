using System.CommandLine;
using Mesh.Control;
using Mesh.Node;
using Mesh.Node.Control;
using Mesh.Views;

namespace Mesh.Commands;

/// <summary><c>mesh status</c>: the peer table, and why compiles stayed here.</summary>
internal static class StatusCommand
{
    public static Command Create(ProgramParts parts)
    {
        var socket = SocketFlag.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON (docs/STATUS.md) instead of the table." };
        var command = new Command("status",
            "Show this node, its peers, the jobs done on them, and why compiles stayed here. Without a running node: what can be seen on the network.") { socket, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var snapshot = await ReadAsync(SocketFlag.Sockets(parsed, socket, parts.Places), parts, cancel).ConfigureAwait(false);
            var output = parsed.InvocationConfiguration.Output;
            output.Write(parsed.GetValue(json) ? StatusJson.Write(snapshot) + "\n" : StatusView.Render(snapshot, parts.Time.GetUtcNow(), Terminal.Width));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static async Task<StatusSnapshot> ReadAsync(IReadOnlyList<string> sockets, ProgramParts parts, CancellationToken cancel)
    {
        using var node = await ControlClient.ConnectAsync(sockets, cancel).ConfigureAwait(false);
        if (node is not null) return await node.ReadStatusAsync(cancel).ConfigureAwait(false);
        return new StatusSnapshot { Source = StatusSnapshot.FromMdns, Peers = await parts.Browse(cancel).ConfigureAwait(false) };
    }
}
