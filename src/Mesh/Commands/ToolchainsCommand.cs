using System.CommandLine;
using Mesh.Control;
using Mesh.Node;
using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Views;

namespace Mesh.Commands;

/// <summary><c>mesh toolchains</c>: the compilers of this machine, and how those of peers compare with them.</summary>
internal static class ToolchainsCommand
{
    public static Command Create(ProgramParts parts)
    {
        var socket = SocketFlag.Create();
        var json = new Option<bool>("--json") { Description = "Print JSON (docs/STATUS.md) instead of the table." };
        var command = new Command("toolchains",
            "List this machine's compilers: target, version, languages, multilibs, where they were found, and how peers' compilers compare. Without a running node: what one would find.") { socket, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var listing = await ReadAsync(SocketFlag.Sockets(parsed, socket, parts.Places), parts, cancel).ConfigureAwait(false);
            var output = parsed.InvocationConfiguration.Output;
            output.Write(parsed.GetValue(json) ? StatusJson.Write(listing) + "\n" : ToolchainsView.Render(listing, Terminal.Width));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static async Task<ToolchainListing> ReadAsync(IReadOnlyList<string> sockets, ProgramParts parts, CancellationToken cancel)
    {
        using var node = await ControlClient.ConnectAsync(sockets, cancel).ConfigureAwait(false);
        if (node is not null)
        {
            var snapshot = await node.ReadStatusAsync(cancel).ConfigureAwait(false);
            return new ToolchainListing { Source = ToolchainListing.FromNode, Toolchains = snapshot.Node?.Toolchains ?? [] };
        }

        // Mistakes elsewhere in mesh.json are for `mesh join` to tell.
        var options = OptionsLoader.Load([], null, parts.Places).Options;
        return new ToolchainListing { Source = ToolchainListing.FromScan, Toolchains = await parts.Scan(options, cancel).ConfigureAwait(false) };
    }
}
