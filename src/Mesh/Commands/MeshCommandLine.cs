using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Mesh.Node;

namespace Mesh.Commands;

/// <summary>The whole command line: every command in one tree.</summary>
internal static class MeshCommandLine
{
    /// <summary>A little more than the 10 s in which a node hands back its jobs.</summary>
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(15);

    public static RootCommand Create(ProgramParts parts)
    {
        var root = new RootCommand("Turns the machines on this network into one compiler: `mesh join` on each of them is all.")
        {
            JoinCommand.Create(parts),
            LeaveCommand.Create(parts),
            StatusCommand.Create(parts),
            SlotsCommand.Create(parts),
            ToolchainsCommand.Create(parts),
            ExplainCommand.Create(parts),
            DoctorCommand.Create(parts),
            WrapCommand.Create(parts),
            EnvCommand.Create(parts),
            CcCommand.Create(),
            DemoCommand.Create(),
            VersionCommand.Create(),
        };
        root.Add(CompletionsCommand.Create(root));
        root.SetAction(parsed =>
        {
            new HelpAction().Invoke(parsed);
            return (int)ExitCode.BadUsage;
        });
        return root;
    }

    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        // @file is the compiler's to open; and what stands for a compiler handles signals as one.
        var parsed = root.Parse(CompilerArguments.WithDashes(args), new ParserConfiguration { ResponseFileTokenReplacer = null });
        var settings = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = parsed.CommandResult.Command.Name == CcCommand.Name ? CcCommand.TimeToStop : TimeToStop,
        };
        try
        {
            var code = await parsed.InvokeAsync(settings).ConfigureAwait(false);
            return parsed.Action is ParseErrorAction ? (int)ExitCode.BadUsage : code;
        }
        catch (CommandException e)
        {
            error.WriteLine("mesh: " + e.Message);
            return (int)e.Code;
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            // The last resort: anything expected was caught where it can happen.
            error.WriteLine("mesh: this is a bug in mesh, please report it: " + e);
            return (int)ExitCode.InternalError;
        }
    }
}
