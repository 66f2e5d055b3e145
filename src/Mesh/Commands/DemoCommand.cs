using System.CommandLine;
using Mesh.Demo;
using Mesh.Node;

namespace Mesh.Commands;

/// <summary><c>mesh demo</c>: the README's first command.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Show it: start three nodes on this machine, compile a small C project through them, compare with a local build, clean up. Takes under a minute.");
        command.SetAction(async (parsed, cancel) =>
        {
            await Task.Yield();     // System.CommandLine catches signals only once the action has returned its task
            try
            {
                var demonstration = new Demonstration(parsed.InvocationConfiguration.Output);
                await using (demonstration.ConfigureAwait(false)) await demonstration.RunAsync(cancel).ConfigureAwait(false);
            }
            catch (DemoException e)
            {
                throw new CommandException(ExitCode.DemoFailed, e.Message);
            }
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
