using System.Diagnostics;
using System.Globalization;

namespace Mesh.Lab;

/// <summary>
/// A process that keeps a set of namespaces alive. It lives as long as the pipe to its standard input is open, which the kernel closes
/// however this process ends; where it leads a process namespace, everything in that namespace dies with it.
/// </summary>
internal sealed class Holder : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    // The first field of /proc/self/stat is bash's own id as this machine counts, for that /proc is still this machine's.
    private const string Script = "set -e; read -r pid _ </proc/self/stat; {0}\necho \"$pid\"; while read -r _; do :; done";

    private readonly Process _entry;

    private Holder(Process entry, int pid)
    {
        _entry = entry;
        Pid = pid;
    }

    /// <summary>The holder, as this machine counts: /proc/PID/ns and /proc/PID/root are what it holds.</summary>
    public int Pid { get; }

    /// <param name="unshare">The command up to where it runs a program in the new namespaces.</param>
    /// <param name="setUp">Shell commands to run in them first.</param>
    public static async Task<Holder> StartAsync(IEnumerable<string> unshare, string setUp, CancellationToken cancel)
    {
        string[] command = [.. unshare, "bash", "-c", Script.Replace("{0}", setUp, StringComparison.Ordinal)];
        var entry = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new LabException("unshare did not start");
        var line = await entry.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(Limit, cancel);
        if (int.TryParse(line, CultureInfo.InvariantCulture, out var pid)) return new Holder(entry, pid);

        entry.StandardInput.Close();
        throw new LabException($"namespaces could not be set up: {await entry.StandardError.ReadToEndAsync(cancel)}");
    }

    /// <summary>Ends it at once, as pulling a machine's plug does.</summary>
    public async ValueTask DisposeAsync()
    {
        Signals.Send(Pid, Signal.Kill);
        await _entry.WaitForExitAsync().WaitAsync(Limit);
        _entry.Dispose();
    }
}
