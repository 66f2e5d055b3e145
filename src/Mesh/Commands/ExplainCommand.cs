using System.CommandLine;
using Mesh.Control;
using Mesh.Hands;
using Mesh.Node;

namespace Mesh.Commands;

/// <summary><c>mesh explain -- gcc ...</c>: what would happen to a compile, and why.</summary>
internal static class ExplainCommand
{
    public const string Name = "explain";

    public static Command Create(ProgramParts parts)
    {
        var socket = SocketFlag.Create();
        var compile = CompilerArguments.Create();
        var command = new Command(Name, "Tell what would happen to a compile in this directory, and why. The command itself is not run.") { socket, compile };
        command.SetAction(async (parsed, cancel) =>
        {
            var called = new TwinCommand(parsed.GetValue(compile)!);
            if (called.Found is null) throw new CommandException(ExitCode.BadUsage, $"{called.Typed}: no such compiler on PATH");
            using var node = await ControlClient.ConnectAsync(SocketFlag.Sockets(parsed, socket, parts.Places), cancel).ConfigureAwait(false);
            if (node is null) throw new CommandException(ExitCode.NoNode, $"no node runs here (mesh join starts one), so {called.Found} would run here at once");
            var text = await node.ExplainAsync(called, cancel).ConfigureAwait(false);
            parsed.InvocationConfiguration.Output.WriteLine(text.TrimEnd('\n'));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
