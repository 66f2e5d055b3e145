using System.ComponentModel;
using System.Diagnostics;

namespace Mesh.Node.Processes;

/// <summary>The node's only way to start a process: it owns the child's process group and ends all of it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly bool _hasGroup;

    private ChildProcess(Process process, bool hasGroup)
    {
        _process = process;
        _hasGroup = hasGroup;
        Id = process.Id;
        Exit = WatchAsync(process);
    }

    public int Id { get; }

    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Completes when the child itself has ended; others of its group may live on until <see cref="Kill"/>.</summary>
    public Task<ChildExit> Exit { get; }

    /// <summary>Starts a child of which only the input is a pipe: the caller has seen to it that the output goes elsewhere (the launcher writes files).</summary>
    public static ChildProcess? TryStart(ChildCommand command, out string whyNot) => TryStart(command, outputPipes: false, out whyNot);

    /// <summary>Runs a child to its end with no input, keeping the first bytes of what it prints.</summary>
    public static async Task<ChildResult> RunAsync(ChildCommand command, ChildLimits limits, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(limits.WallClock);
        using var child = TryStart(command, outputPipes: true, out var whyNot);
        if (child is null) return new ChildResult.FailedToStart(whyNot);
        try
        {
            return await child.CollectAsync(limits.KeptBytes, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new ChildResult.TimedOut(limits.WallClock);
        }
    }

    /// <summary>Ends the child and its whole group; harmless when they have ended already.</summary>
    public void Kill()
    {
        if (_hasGroup) ProcessGroup.Kill(Id);
        if (!Exit.IsCompleted) ProcessGroup.KillLeader(Id);
    }

    public void Dispose()
    {
        Kill();
        CloseInput();

        // Not before the exit was seen: whoever watches for it still asks the process for its code.
        Exit.ContinueWith((_, process) => ((Process)process!).Dispose(), _process, TaskScheduler.Default);
    }

    /// <summary>The child sees the end of its input.</summary>
    public void CloseInput()
    {
        try
        {
            Input.Dispose();
        }
        catch (IOException)
        {
            // The child has ended already, and something was still on the way to it.
        }
    }

    private static ChildProcess? TryStart(ChildCommand command, bool outputPipes, out string whyNot)
    {
        whyNot = "";
        if (command.File.Contains('/') && !File.Exists(command.File))
        {
            // setsid would start all the same and only then fail, on its own stderr.
            whyNot = $"{command.File}: no such file";
            return null;
        }

        var setsid = command.LeadsItsGroup ? null : ProcessGroup.SetsidPath;
        var process = new Process { StartInfo = Describe(command, setsid, outputPipes) };
        try
        {
            process.Start();
            return new ChildProcess(process, command.LeadsItsGroup || setsid is not null);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            whyNot = e.Message;
            process.Dispose();
            return null;
        }
    }

#if NETSTANDARD2_1
    /// <summary>Mono looks for children that have ended every 100 ms to raise the event; a thread that waits is told at once.</summary>
    private static Task<ChildExit> WatchAsync(Process process) => Task.Factory.StartNew(
        () =>
        {
            process.WaitForExit();
            return ChildExit.FromRuntime(process.ExitCode);
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
#else
    private static Task<ChildExit> WatchAsync(Process process)
    {
        var exit = new TaskCompletionSource<ChildExit>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exit.TrySetResult(ChildExit.FromRuntime(process.ExitCode));
        process.EnableRaisingEvents = true; // raises the event also for a child that has ended by now
        return exit.Task;
    }
#endif

    private static ProcessStartInfo Describe(ChildCommand command, string? setsid, bool outputPipes)
    {
        var info = new ProcessStartInfo(setsid ?? command.File)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = outputPipes,
            RedirectStandardError = outputPipes,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        SetArguments(info, setsid is null ? command.Arguments : [command.File, .. command.Arguments]);
        SetEnvironment(info, command.Environment);
        return info;
    }

    private static void SetArguments(ProcessStartInfo info, IReadOnlyList<string> arguments)
    {
#if NETSTANDARD2_1
        info.Arguments = CommandLineText.Quote(arguments);
#else
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
#endif
    }

    private static void SetEnvironment(ProcessStartInfo info, IReadOnlyDictionary<string, string>? environment)
    {
        if (environment is null)
        {
            // What we read from a program is its English.
            info.Environment["LC_ALL"] = "C";
            return;
        }

        info.Environment.Clear();
        foreach (var variable in environment) info.Environment[variable.Key] = variable.Value;
    }

    private async Task<ChildResult> CollectAsync(int keptBytes, CancellationToken deadline)
    {
        CloseInput();
        var stdout = OutputCollector.ReadAsync(_process.StandardOutput.BaseStream, keptBytes, deadline);
        var stderr = OutputCollector.ReadAsync(_process.StandardError.BaseStream, keptBytes, deadline);
        var exit = await Exit.WaitAsync(deadline).ConfigureAwait(false);

        // An orphan would hold the pipes open; nothing that it still prints belongs to the answer.
        Kill();
        await Task.WhenAll(stdout, stderr).WaitAsync(deadline).ConfigureAwait(false);
        return new ChildResult.Exited(exit.Code, exit.Signal, await stdout.ConfigureAwait(false), await stderr.ConfigureAwait(false));
    }
}
