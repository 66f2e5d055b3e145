using System.CommandLine;
using Mesh.Logging;
using Mesh.Node;
using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Running;
using Mesh.Views;

namespace Mesh.Commands;

/// <summary><c>mesh join</c>: runs the node in the foreground.</summary>
internal static class JoinCommand
{
    public static Command Create(ProgramParts parts)
    {
        var flags = new OptionFlags();
        var command = new Command("join",
            "Join the mesh: run this machine's node in the foreground, until Ctrl-C, SIGTERM or `mesh leave`. " +
            "Needs no configuration; flags beat MESH_* variables, which beat mesh.json.");
        flags.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            await Task.Yield();     // System.CommandLine catches signals only once the action has returned its task
            var error = parsed.InvocationConfiguration.Error;
            var loaded = flags.Load(parsed, parts.Places);
            foreach (var problem in loaded.Problems) error.WriteLine("mesh: " + problem);
            if (loaded.Problems.Count > 0) return (int)ExitCode.BadConfiguration;
            var told = CancellationTokenSource.CreateLinkedTokenSource(stop); // not disposed: a signal may come at the very end
            Termination.Watch(told.Cancel);
            await RunAsync(parts, loaded.Options, parsed.InvocationConfiguration.Output, error, told.Token).ConfigureAwait(false);
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static async Task RunAsync(ProgramParts parts, NodeOptions options, TextWriter output, TextWriter error, CancellationToken stop)
    {
        using var logs = new LineLoggerFactory(error, options.LogLevel, parts.Time);
        var supervisor = new Supervisor(parts.Places.Get("NOTIFY_SOCKET"));
        using var stopping = stop.Register(supervisor.Stopping);
        try
        {
            await parts.RunNode(options, logs, HandsSource.Read(), Ready, stop).ConfigureAwait(false);
            if (!stop.IsCancellationRequested) supervisor.Stopping();     // told by `mesh leave`
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop, and stopped.
        }
        catch (SocketInUseException e)
        {
            throw new CommandException(ExitCode.SocketInUse, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Net.Sockets.SocketException)
        {
            throw new CommandException(ExitCode.CannotStart, e.Message);
        }

        void Ready(NodeReady ready)
        {
            output.WriteLine(ReadyLine.Render(ready));
            output.Flush();
            supervisor.Ready();
        }
    }
}
