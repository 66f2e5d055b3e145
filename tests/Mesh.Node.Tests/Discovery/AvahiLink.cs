using System.Diagnostics;
using Mesh.Testing;

namespace Mesh.Node.Tests.Discovery;

/// <summary>
/// A cable from this machine to a network namespace with an avahi-daemon at its other end. Needs root and avahi; the tests that use it are
/// skipped, with <see cref="WhyNot"/>, where it can't be had.
/// </summary>
public sealed class AvahiLink : IAsyncLifetime
{
    private readonly string _id = $"{Environment.ProcessId % 100000}{Random.Shared.Next(100)}";
    private readonly TempDirectory _folder = new();
    private AvahiDaemon? _there;
    private AvahiDaemon? _here;

    public string? WhyNot { get; private set; }

    /// <summary>This end, in the test's own network.</summary>
    internal string Interface => $"mdns{_id}";

    /// <summary>Whether this end has noticed that the plug is in.</summary>
    internal bool IsUp => File.ReadAllText($"/sys/class/net/{Interface}/operstate").Trim() == "up";

    /// <summary>In its namespace at the other end.</summary>
    internal AvahiDaemon There => _there!;

    private string Namespace => $"mesh-mdns-{_id}";

    public async ValueTask InitializeAsync()
    {
        WhyNot = Missing();
        if (WhyNot is not null) return;
        if (!await SetUpAsync())
        {
            WhyNot = "network namespaces can't be made here";
            return;
        }
        _there = await AvahiDaemon.StartAsync(Directory.CreateDirectory(_folder.File("there")).FullName, "eth0",
            ["ip", "netns", "exec", Namespace], CancellationToken.None);
    }

    /// <summary>A second daemon, on the test's own side of the cable: one that shares port 5353 with the node under test.</summary>
    internal async Task<AvahiDaemon> StartHereAsync(CancellationToken cancel) =>
        _here ??= await AvahiDaemon.StartAsync(Directory.CreateDirectory(_folder.File("here")).FullName, Interface, ["env"], cancel);

    /// <summary>Pulls the plug or puts it back.</summary>
    internal Task PlugAsync(bool isIn) => CommandAsync($"ip -n {Namespace} link set eth0 {(isIn ? "up" : "down")}");

    internal Task<bool> AddressAsync(string verb, string address) => CommandAsync($"ip addr {verb} {address} dev {Interface}");

    public async ValueTask DisposeAsync()
    {
        if (_here is not null) await _here.DisposeAsync();
        if (_there is not null) await _there.DisposeAsync();
        if (WhyNot is null)
        {
            await CommandAsync($"ip link del {Interface}");
            await CommandAsync($"ip netns del {Namespace}");
        }
        _folder.Dispose();
    }

    private static string? Missing() =>
        !OperatingSystem.IsLinux() || Environment.UserName != "root" ? "needs root, for a network namespace"
        : new[] { "avahi-daemon", "avahi-browse", "avahi-publish", "dbus-daemon", "ip", "unshare" }.FirstOrDefault(tool => !IsOnPath(tool)) is { } tool
            ? $"{tool} is not installed" : null;

    private static bool IsOnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/sbin").Any(folder => File.Exists(Path.Combine(folder, tool)));

    private async Task<bool> SetUpAsync()
    {
        var ready = await CommandAsync($"ip netns add {Namespace}")
            && await CommandAsync($"ip link add {Interface} type veth peer name eth0 netns {Namespace}")
            && await CommandAsync($"ip addr add 198.18.77.1/24 dev {Interface}")
            && await CommandAsync($"ip -n {Namespace} addr add 198.18.77.2/24 dev eth0")
            && await CommandAsync($"ip link set {Interface} up")
            && await CommandAsync($"ip -n {Namespace} link set lo up")
            && await CommandAsync($"ip -n {Namespace} link set eth0 up");
        if (!ready) await CommandAsync($"ip netns del {Namespace}");
        return ready;
    }

    private static async Task<bool> CommandAsync(string line)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", line + " >/dev/null 2>&1"]))!;
        await process.WaitForExitAsync();
        return process.ExitCode == 0;
    }
}
