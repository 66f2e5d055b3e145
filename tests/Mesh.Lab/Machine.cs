using System.Diagnostics;
using System.Text.Json;

namespace Mesh.Lab;

/// <summary>
/// One computer of the lab: a network, process table, host name, mounts, /run and temporary folder of its own, on the lab's cable.
/// It shares this machine's programs and sees nothing of the folders of other lab machines.
/// </summary>
internal sealed class Machine : IAsyncDisposable
{
    /// <summary>Where builds are done: the same path on every machine of every lab, so that a path in an object says nothing of the machine.</summary>
    public const string WorkFolder = "/srv";

    public const string SystemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private readonly Lab _lab;
    private readonly Holder _holder;
    private readonly int _number;
    private readonly Cgroup? _cgroup;

    private Machine(Lab lab, string name, int number, Holder holder, Cgroup? cgroup)
    {
        _lab = lab;
        _holder = holder;
        _number = number;
        _cgroup = cgroup;
        Name = name;
        Folder = Path.Combine(lab.Folder, name);
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = SystemPath,
            ["HOME"] = Path.Combine(Folder, "home"),
            ["TMPDIR"] = TemporaryFolder,
            ["XDG_RUNTIME_DIR"] = Path.Combine(Folder, "run"),
            ["LANG"] = "C.UTF-8",
            ["USER"] = "root",
            ["DOTNET_ROOT"] = MeshProgram.DotnetRoot,
        };
    }

    public string Name { get; }

    /// <summary>This machine's own disk, at the same path inside and outside.</summary>
    public string Folder { get; }

    /// <summary><see cref="WorkFolder"/> as it is seen from outside.</summary>
    public string WorkOutside => Path.Combine(Folder, "work");

    public string TemporaryFolder => Path.Combine(Folder, "tmp");

    public string Address => $"10.77.0.{_number}";

    /// <summary>What every program on the machine finds in its environment; nothing else reaches it.</summary>
    public Dictionary<string, string> Environment { get; }

    public static async Task<Machine> StartAsync(Lab lab, string name, int number, MachineOptions options, CancellationToken cancel)
    {
        var folder = Path.Combine(lab.Folder, name);
        foreach (var sub in new[] { "home", "tmp", "run", "work" }) Directory.CreateDirectory(Path.Combine(folder, sub));

        var cgroup = options.Accounted || options.Cores is not null ? Cgroup.TryCreate($"{Lab.Prefix}{System.Environment.ProcessId}.{lab.Number}.{name}") : null;
        if (cgroup is null && options.Cores is not null) throw new LabUnavailableException("this process may not make control groups, which cap the CPU");

        // The bind mount goes over a fresh folder, so that of the lab's folders only this machine's is seen.
        var setUp = $"""
            mount -t proc proc /proc
            mount -t sysfs sysfs /sys
            mount -t tmpfs tmpfs /run
            hostname {name}
            mount --bind '{folder}' /mnt
            mount -t tmpfs tmpfs '{lab.Folder}'
            mkdir '{folder}'
            mount --move /mnt '{folder}'
            mount --bind '{folder}/work' {WorkFolder}
            echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
            ip link set lo up
            """;
        var holder = await Holder.StartAsync(
            lab.Enter(["unshare", "--net", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child"]), setUp, cancel);
        var machine = new Machine(lab, name, number, holder, cgroup);
        await machine.PlugInAsync(cancel);
        machine.Cap(options.Cores);
        return machine;
    }

    /// <summary>Runs a command to its end.</summary>
    public Task<CommandResult> ExecAsync(TimeSpan limit, CancellationToken cancel, params string[] command) =>
        HostCommand.RunAsync(Start(command, Folder), limit, cancel);

    public Task<CommandResult> ExecInAsync(string workingFolder, TimeSpan limit, CancellationToken cancel, params string[] command) =>
        HostCommand.RunAsync(Start(command, workingFolder), limit, cancel);

    /// <summary>Starts a program that goes on running; the caller owns it.</summary>
    public LabProcess Run(string workingFolder, params string[] command) => LabProcess.Start(Start([.. LabProcess.Prefix, .. command], workingFolder));

    public Task CutLinkAsync(CancellationToken cancel) => _lab.SwitchAsync(cancel, "link", "set", Cable, "down");

    public Task RestoreLinkAsync(CancellationToken cancel) => _lab.SwitchAsync(cancel, "link", "set", Cable, "up");

    /// <summary>A disk of that size over a folder of this machine, to be filled.</summary>
    public async Task MountSmallDiskAsync(string folder, int kilobytes, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        (await ExecAsync(TimeSpan.FromSeconds(10), cancel, "mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder)).OrThrow("mount");
    }

    /// <summary>A path of this machine's, seen from outside; other paths than <see cref="Folder"/> may be mounted over.</summary>
    public string FromOutside(string path) => $"/proc/{_holder.Pid}/root{path}";

    public void Cap(double? cores) => _cgroup?.Limit(cores);

    /// <summary>CPU time of everything that was run with <see cref="ExecAsync"/> and <see cref="Run"/> since the start.</summary>
    public TimeSpan CpuTime() => _cgroup?.Used() ?? throw new LabUnavailableException("this process may not make control groups, which count CPU time");

    public bool IsAccounted => _cgroup is not null;

    public async Task<(long Received, long Sent)> TrafficAsync(CancellationToken cancel)
    {
        var result = await ExecAsync(TimeSpan.FromSeconds(10), cancel, "ip", "-s", "-j", "link", "show", "eth0");
        using var json = JsonDocument.Parse(result.OrThrow("ip").Stdout);
        var stats = json.RootElement[0].GetProperty("stats64");
        return (stats.GetProperty("rx").GetProperty("bytes").GetInt64(), stats.GetProperty("tx").GetProperty("bytes").GetInt64());
    }

    /// <summary>Everything that runs on the machine now, except what keeps the machine itself up; ended processes do not count.</summary>
    public IReadOnlyList<MachineProcess> Processes() => MachineProcess.All(FromOutside("/proc"));

    public async ValueTask DisposeAsync()
    {
        await _holder.DisposeAsync();
        _cgroup?.Dispose();
    }

    /// <summary>The command that runs another one on this machine, for use from any process of this user.</summary>
    public IReadOnlyList<string> EnterCommand(string workingFolder) =>
        ["nsenter", "--target", $"{_holder.Pid}", .. _lab.EnterFlags, "--net", "--mount", "--uts", "--ipc", "--pid", "--wd=" + FromOutside(workingFolder), "--"];

    private string Cable => $"cable{_number}";

    private ProcessStartInfo Start(string[] command, string workingFolder)
    {
        string[] enter = [.. EnterCommand(workingFolder), .. command];
        // A process joins a control group by itself, before it leaves the mounts where the groups are seen.
        string[] whole = _cgroup is null
            ? enter
            : ["sh", "-c", string.Concat(_cgroup.Doors.Select(door => $"echo 0 > '{door}' && ")) + "exec \"$@\"", "sh", .. enter];
        var start = new ProcessStartInfo(whole[0], whole.Skip(1));
        start.Environment.Clear();
        foreach (var (key, value) in Environment) start.Environment[key] = value;
        return start;
    }

    private async Task PlugInAsync(CancellationToken cancel)
    {
        await _lab.SwitchAsync(cancel, "link", "add", Cable, "type", "veth", "peer", "name", "eth0", "netns", $"{_holder.Pid}");
        await _lab.SwitchAsync(cancel, "link", "set", Cable, "master", Lab.Bridge, "up");
        var setUp = $"ip address add {Address}/24 dev eth0 && ip link set eth0 up multicast on && ip route add 224.0.0.0/4 dev eth0";
        (await ExecAsync(TimeSpan.FromSeconds(10), cancel, "sh", "-c", setUp)).OrThrow("network set-up");
    }
}
