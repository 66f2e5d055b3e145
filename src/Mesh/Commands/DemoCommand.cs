using System.CommandLine;
using Mesh.Demo;
using Mesh.Node;
using Mesh.Running;

namespace Mesh.Commands;

/// <summary><c>mesh demo</c>: the README's first command.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Show it: start three nodes on this machine, compile a small C project through them, compare with a local build, clean up. Takes under a minute.");
        command.SetAction(async (parsed, cancel) =>
        {
            var told = CancellationTokenSource.CreateLinkedTokenSource(cancel); // not disposed: a signal may come at the very end
            Termination.Watch(told.Cancel);
            await Task.Yield();     // System.CommandLine catches Ctrl-C only once the action has returned its task
            try
            {
                var demonstration = new Demonstration(parsed.InvocationConfiguration.Output);
                await using (demonstration.ConfigureAwait(false)) await demonstration.RunAsync(told.Token).ConfigureAwait(false);
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
