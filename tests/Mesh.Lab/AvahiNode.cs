namespace Mesh.Lab;

/// <summary>A machine that runs avahi-daemon with a message bus of its own: the independent witness of what the nodes say by mDNS.</summary>
internal sealed class AvahiNode : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly LabProcess _bus;
    private readonly LabProcess _daemon;

    private AvahiNode(Machine machine, LabProcess bus, LabProcess daemon)
    {
        Machine = machine;
        _bus = bus;
        _daemon = daemon;
    }

    public Machine Machine { get; }

    public static async Task<AvahiNode> StartAsync(Machine machine, CancellationToken cancel)
    {
        if (Privilege.Find("avahi-daemon") is null || Privilege.Find("dbus-daemon") is null || Privilege.Find("avahi-browse") is null)
            throw new LabUnavailableException("avahi-daemon, avahi-utils or dbus is not installed");

        // A bus for one user: the system's configuration changes to a user that a user namespace does not have.
        var socket = Path.Combine(machine.Folder, "run/bus");
        var configuration = Path.Combine(machine.Folder, "bus.conf");
        await File.WriteAllTextAsync(configuration, $"""
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "busconfig.dtd">
            <busconfig>
              <type>system</type>
              <listen>unix:path={socket}</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow user="*"/><allow own="*"/><allow send_type="*"/><allow receive_type="*"/><allow send_destination="*"/>
              </policy>
            </busconfig>
            """, cancel);
        machine.Environment["DBUS_SYSTEM_BUS_ADDRESS"] = $"unix:path={socket}";
        var bus = machine.Run(machine.Folder, "dbus-daemon", $"--config-file={configuration}", "--nofork");
        await Poll.UntilAsync("the message bus", StartLimit, () => File.Exists(socket), cancel);
        var daemon = machine.Run(machine.Folder, "avahi-daemon", "--no-drop-root", "--no-rlimits", "--no-chroot");
        var avahi = new AvahiNode(machine, bus, daemon);
        await Poll.UntilAsync("avahi-daemon to serve", StartLimit, avahi.ServesAsync, cancel);
        return avahi;
    }

    private async Task<bool> ServesAsync()
    {
        // In a user namespace: "Failed to create runtime directory", for its own user does not exist there.
        if (_daemon.HasExited) throw new LabUnavailableException($"avahi-daemon does not run here: {_daemon.Errors.Text}");
        return (await BrowseAsync("_none._tcp", CancellationToken.None)).ExitCode == 0;
    }

    /// <summary>What it knows of a service, one resolved instance per line, parsable: <c>avahi-browse -rpt</c>.</summary>
    public async Task<CommandResult> BrowseAsync(string service, CancellationToken cancel)
    {
        // avahi-browse waits for ever when a signal of the daemon overtakes the answer that it belongs to: then it is asked again.
        const int TimedOut = 124, Tries = 4;
        for (var tries = 1; ; tries++)
        {
            var result = await Machine.ExecAsync(StartLimit, cancel, "timeout", "5", "avahi-browse", "-rpt", service);
            if (result.ExitCode != TimedOut || tries == Tries) return result;
        }
    }

    /// <summary>Advertises something itself, to share the network and its port with the nodes.</summary>
    public LabProcess Publish(string name, string service, int port) =>
        Machine.Run(Machine.Folder, "avahi-publish", "-s", name, service, $"{port}");

    public async ValueTask DisposeAsync()
    {
        await _daemon.DisposeAsync();
        await _bus.DisposeAsync();
    }
}
