using System.Diagnostics;

namespace Mesh.Lab;

/// <summary>Runs a program on this machine, outside of every lab machine, to its end.</summary>
internal static class HostCommand
{
    /// <summary>Nothing that the lab itself asks for (ip, mount, apt) takes longer than this, except with a limit of its own.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    public static Task<CommandResult> RunAsync(CancellationToken cancel, params string[] command) =>
        RunAsync(new ProcessStartInfo(command[0], command.Skip(1)), Usual, cancel);

    public static async Task<CommandResult> RunAsync(ProcessStartInfo start, TimeSpan limit, CancellationToken cancel)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new LabException($"{start.FileName} did not start");
        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(limit);
        try
        {
            var output = DrainAsync(process.StandardOutput.BaseStream, deadline.Token);
            var error = DrainAsync(process.StandardError.BaseStream, deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new CommandResult(process.ExitCode, await output, await error, clock.Elapsed);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new LabException($"{start.FileName} {string.Join(' ', start.ArgumentList)} took longer than {limit}");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<byte[]> DrainAsync(Stream stream, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, cancel);
        return all.ToArray();
    }
}
