using System.CommandLine;
using System.Globalization;
using Mesh.Control;
using Mesh.Node;
using Mesh.Node.Control;

namespace Mesh.Commands;

/// <summary><c>mesh slots</c>: the number for <c>make -j$(mesh slots)</c>.</summary>
internal static class SlotsCommand
{
    public static Command Create(ProgramParts parts)
    {
        var socket = SocketFlag.Create();
        var command = new Command("slots", "Print how many compiles fit at the same time, here and on the ready peers: make -j$(mesh slots).") { socket };
        command.SetAction(async (parsed, cancel) =>
        {
            using var node = await ControlClient.ConnectAsync(SocketFlag.Sockets(parsed, socket, parts.Places), cancel).ConfigureAwait(false);
            if (node is null) parsed.InvocationConfiguration.Error.WriteLine("mesh: no node runs here (mesh join starts one); this machine's processors are counted");
            var slots = node is null ? Environment.ProcessorCount : Count(await node.ReadStatusAsync(cancel).ConfigureAwait(false));
            parsed.InvocationConfiguration.Output.WriteLine(slots.ToString(CultureInfo.InvariantCulture));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    /// <summary>At least 1: `make -j0` is an error.</summary>
    internal static int Count(StatusSnapshot snapshot) =>
        Math.Max(1, (snapshot.Node?.LocalSlots ?? 0) + snapshot.Peers.Where(peer => peer.State == "ready").Sum(peer => peer.Slots));
}
