using System.Diagnostics;
using Mesh.Testing;

namespace Mesh.Node.Tests.Discovery;

/// <summary>An avahi-daemon with a message bus and a runtime directory of its own, on one interface.</summary>
internal sealed class AvahiDaemon : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _interface;
    private readonly string[] _enter;
    private readonly List<Process> _running = [];

    private AvahiDaemon(string folder, string interfaceName, string[] enter) => (_folder, _interface, _enter) = (folder, interfaceName, enter);

    private string Bus => Path.Combine(_folder, "bus");

    /// <param name="folder">Empty, its own; the caller removes it.</param>
    /// <param name="interfaceName">The only one it speaks on.</param>
    /// <param name="enter">The command that leads into its namespaces.</param>
    /// <param name="cancel">The test's.</param>
    public static async Task<AvahiDaemon> StartAsync(string folder, string interfaceName, string[] enter, CancellationToken cancel)
    {
        var avahi = new AvahiDaemon(folder, interfaceName, enter);
        try
        {
            await avahi.StartAsync(cancel);
            return avahi;
        }
        catch
        {
            await avahi.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lines of avahi-browse -rpt: "=;eth0;IPv4;name;_meshcc._tcp;local;host;address;port;texts".</summary>
    public async Task<string> BrowseAsync(string service, CancellationToken cancel)
    {
        // avahi-browse waits for ever when a signal of the daemon overtakes the answer that it belongs to: then it is asked again.
        for (var tries = 1; ; tries++)
        {
            using var process = Run("timeout", "5", "avahi-browse", "-rpt", service);
            var output = await process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != TimedOut) return output;
            Assert.True(tries < 4, "avahi-browse does not end");
        }
    }

    /// <summary>Advertises until the daemon ends or the process is killed.</summary>
    public Process Publish(string name, int port, params string[] texts) => Run(["avahi-publish", "-s", name, "_meshcc._tcp", $"{port}", .. texts]);

    /// <summary>Until its name is granted: avahi-publish says so.</summary>
    public async Task<Process> PublishedAsync(string name, int port, string[] texts, CancellationToken cancel)
    {
        var established = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = Run(["avahi-publish", "-s", name, "_meshcc._tcp", $"{port}", .. texts], line => _ = line.Contains("Established", StringComparison.Ordinal) && established.TrySetResult());
        await established.Task.WaitAsync(TimeSpan.FromSeconds(20), cancel);
        return process;
    }

    /// <summary>The exit code of timeout(1) for a command that it ended.</summary>
    private const int TimedOut = 124;

    public static void End(Process process)
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit(5000);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_running)) End(process);
        return default;
    }

    private async Task StartAsync(CancellationToken cancel)
    {
        // Debian's own bus configuration changes to a user, and reads /etc; this one needs neither.
        var busConfig = Path.Combine(_folder, "bus.conf");
        await File.WriteAllTextAsync(busConfig, $"""
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "busconfig.dtd">
            <busconfig>
              <type>system</type>
              <listen>unix:path={Bus}</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow user="*"/><allow own="*"/><allow send_type="*"/><allow receive_type="*"/><allow send_destination="*"/>
              </policy>
            </busconfig>
            """, cancel);
        var avahiConfig = Path.Combine(_folder, "avahi.conf");
        await File.WriteAllTextAsync(avahiConfig, $"""
            [server]
            allow-interfaces={_interface}
            use-ipv4=yes
            use-ipv6=yes
            [publish]
            publish-workstation=no
            """, cancel);
        _running.Add(Run("dbus-daemon", $"--config-file={busConfig}", "--nofork"));
        await Eventually.HoldsAsync(() => File.Exists(Bus), cancel);
        // Its process id file has a fixed place, and another daemon may run on this machine.
        _running.Add(Run("unshare", "-m", "sh", "-c",
            $"mkdir -p /run/avahi-daemon && mount -t tmpfs tmpfs /run/avahi-daemon && exec avahi-daemon -f {avahiConfig} --no-drop-root --no-rlimits --no-chroot"));
        while (!_running[^1].HasExited)
        {
            using var probe = Run("timeout", "5", "avahi-browse", "-pt", "_none._tcp");
            await probe.WaitForExitAsync(cancel);
            if (probe.ExitCode == 0) return;
            await Task.Delay(50, cancel);
        }
        throw new InvalidOperationException("avahi-daemon does not stay");
    }

    private Process Run(params string[] command) => Run(command, _ => { });

    private Process Run(string[] command, Action<string> said)
    {
        string[] whole = [.. _enter, .. command];
        var start = new ProcessStartInfo(whole[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in whole.Skip(1)) start.ArgumentList.Add(argument);
        start.Environment["DBUS_SYSTEM_BUS_ADDRESS"] = $"unix:path={Bus}";
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => said(line.Data ?? "");
        process.BeginErrorReadLine();
        // Who reads the output of a tool reads it all; a daemon has little to say there.
        process.OutputDataReceived += (_, line) => said(line.Data ?? "");
        if (command[0] is "avahi-publish") process.BeginOutputReadLine();
        return process;
    }
}
