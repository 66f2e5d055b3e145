using System.Diagnostics;

namespace Mesh.Differential.Tests.Cases;

/// <summary>Runs one line as a shell does, in an environment that holds nothing else.</summary>
internal static class ShellCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Beyond every exit code of a program.</summary>
    private const int Hung = 1000;

    /// <param name="look">At what the command left.</param>
    public static async Task<Outcome> RunAsync(string command, string folder, IReadOnlyDictionary<string, string> environment, Func<Footprint> look, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("/bin/bash", ["--norc", "-c", command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Limit);
        try
        {
            var output = ReadAsync(process.StandardOutput.BaseStream, deadline.Token);
            var errors = ReadAsync(process.StandardError.BaseStream, deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new Outcome(process.ExitCode, await output, await errors, look());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Outcome(Hung, [], [], look());
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancel);
        return bytes.ToArray();
    }
}
