using System.Diagnostics;
using System.Globalization;

namespace Mesh.Lab;

/// <summary>A program that goes on running in a lab machine.</summary>
internal sealed class LabProcess : IAsyncDisposable
{
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);

    private readonly Process _entry;
    private readonly Task _reading;

    private LabProcess(Process entry)
    {
        _entry = entry;
        _reading = Task.WhenAll(Output.ReadAsync(entry.StandardOutput), Errors.ReadAsync(entry.StandardError));
    }

    public LineLog Output { get; } = new();

    public LineLog Errors { get; } = new();

    public bool HasExited => _entry.HasExited;

    /// <summary>
    /// What stands in front of the program's command line. The program leads a process group, as one started in a terminal does; and
    /// nsenter, which stops itself with its own child and then keeps the whole machine from ending, has a child that is never stopped.
    /// </summary>
    public static IReadOnlyList<string> Prefix { get; } = ["setsid", "--fork", "--wait"];

    public static LabProcess Start(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var entry = Process.Start(start) ?? throw new LabException($"{start.FileName} did not start");
        entry.StandardInput.Close();
        return new LabProcess(entry);
    }

    /// <summary>Signals the program itself.</summary>
    public void Send(Signal signal)
    {
        if (Pid() is { } pid) Signals.Send(pid, signal);
    }

    /// <summary>Signals the process group that the program leads, as Ctrl-C in a terminal does.</summary>
    public void SendToGroup(Signal signal)
    {
        if (Pid() is { } pid) Signals.Send(-pid, signal);
    }

    /// <summary>The program's process id as this machine counts; null once it has ended: the child of setsid, which is nsenter's child.</summary>
    public int? Pid() => !_entry.HasExited && ChildOf(_entry.Id) is { } setsid ? ChildOf(setsid) : null;

    /// <returns>The exit code; n after signal n, with a message of setsid's among the errors.</returns>
    public async Task<int> WaitAsync(TimeSpan limit, CancellationToken cancel)
    {
        try
        {
            await _entry.WaitForExitAsync(cancel).WaitAsync(limit, cancel);
            await _reading.WaitAsync(limit, cancel);
            return _entry.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new LabException($"{_entry.StartInfo.FileName} still runs after {limit.TotalSeconds} s; it said:\n{Output.Text}\n{Errors.Text}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Send(Signal.Kill);
        // nsenter ends by itself with its child; when there is no child yet it is ended here.
        if (!_entry.HasExited && Pid() is null) _entry.Kill();
        await _entry.WaitForExitAsync().WaitAsync(KillLimit);
        _entry.Dispose();
    }

    private static int? ChildOf(int parent)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && ParentOf(folder) == parent) return pid;
        }
        return null;
    }

    // "pid (name, which may hold spaces and brackets) state parent ..."
    private static int? ParentOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;   // it ended meanwhile
        }
    }
}
