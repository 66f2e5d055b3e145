using System.Diagnostics;
using System.Text.Json;
using Mesh.Lab.Roots;

namespace Mesh.Lab;

/// <summary>
/// One computer of the lab: a network, process table, host name, mounts, /run and temporary folder of its own, on the lab's cable.
/// It shares this machine's programs, or has a file system of its own (<see cref="DebianRoot"/>), and sees nothing of the folders of
/// other lab machines.
/// </summary>
internal sealed class Machine : IAsyncDisposable
{
    /// <summary>Where builds are done: the same path on every machine of every lab, so that a path in an object says nothing of the machine.</summary>
    public const string WorkFolder = "/srv";

    /// <summary>Where nodes on machines with this one's file system keep what they know: one folder per lab, so that the launcher is built and the compilers are asked only once.</summary>
    public const string StateFolder = "/run/mesh-state";

    public const string SystemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private readonly Lab _lab;
    private readonly Holder _holder;
    private readonly int _number;
    private readonly Cgroup? _cgroup;

    private Machine(Lab lab, string name, int number, Holder holder, Cgroup? cgroup, DebianRoot? root)
    {
        _lab = lab;
        _holder = holder;
        _number = number;
        _cgroup = cgroup;
        Name = name;
        Root = root;
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
        if (root?.Processor is { } processor) Environment["QEMU_CPU"] = processor;
    }

    public string Name { get; }

    /// <summary>Null for a machine that shares this one's file system.</summary>
    public DebianRoot? Root { get; }

    /// <summary>The kernel does not run its programs, qemu does.</summary>
    public bool IsEmulated => Root is not null && File.Exists(FromOutside(Root.Emulation.Seen("/proc")));

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

        var setUp = options.Root is { } root
            ? SetUpWith(await root.FetchAsync(cancel), root, folder, name)
            : SetUp(lab.Folder, folder, name);
        var holder = await Holder.StartAsync(
            lab.Enter(["unshare", "--net", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child"]), setUp, cancel);
        var machine = new Machine(lab, name, number, holder, cgroup, options.Root);
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
        (await ExecAsync(TimeSpan.FromSeconds(10), cancel, "sh", "-c", $"mkdir -p '{folder}' && mount -t tmpfs -o size={kilobytes}k tmpfs '{folder}'")).OrThrow("mount");
    }

    /// <summary>A path of this machine's, seen from outside; other paths than <see cref="Folder"/> may be mounted over.</summary>
    public string FromOutside(string path) => $"/proc/{_holder.Pid}/root{path}";

    public void Cap(double? cores) => _cgroup?.Limit(cores);

    /// <summary>CPU time of everything that was run with <see cref="ExecAsync"/> and <see cref="Run"/> since the start.</summary>
    public TimeSpan CpuTime() => _cgroup?.Used() ?? throw new LabUnavailableException("this process may not make control groups, which count CPU time");

    public bool IsAccounted => _cgroup is not null;

    public async Task<(long Received, long Sent)> TrafficAsync(CancellationToken cancel)
    {
        var result = await IpAsync(cancel, "-s", "-j", "link", "show", "eth0");
        using var json = JsonDocument.Parse(result.Stdout);
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

    // The bind mount goes over a fresh folder, so that of the lab's folders only this machine's is seen.
    private static string SetUp(string lab, string folder, string name) => $"""
        mount -t proc proc /proc
        mount -t sysfs sysfs /sys
        mount -t tmpfs tmpfs /run
        hostname {name}
        mkdir {StateFolder}
        mount --bind '{lab}/state' {StateFolder}
        mount --bind '{folder}' /mnt
        mount -t tmpfs tmpfs '{lab}'
        mkdir '{folder}'
        mount --move /mnt '{folder}'
        mount --bind '{folder}/work' {WorkFolder}
        echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
        ip link set lo up
        """;

    // The root is shared by labs and so read-only; what a machine writes lies in its own folder. The last lines leave this machine's
    // own file system: from there on the programs are the root's.
    private static string SetUpWith(string path, DebianRoot root, string folder, string name) => $"""
        new=/mnt
        mount --bind '{path}' $new
        mount -o remount,bind,ro $new
        mount -t proc proc $new/proc
        mount -t sysfs sysfs $new/sys
        mount --rbind /dev $new/dev
        for at in run tmp var/tmp; do mount -t tmpfs tmpfs $new/$at; done
        mkdir -p "$new{folder}"
        mount --bind '{folder}' "$new{folder}"
        mount --bind '{folder}/work' $new{WorkFolder}
        {root.Emulation.SetUp("$new/proc", root.LoaderIn(path))}
        hostname {name}
        echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad
        ip link set lo up
        cd $new
        pivot_root . mnt
        cd /
        umount -l /mnt
        """;

    // An i386 machine's kernel says so when asked.
    private string[] Personality => Root == DebianRoot.I386 ? ["setarch", "i686"] : [];

    private string Cable => $"cable{_number}";

    private ProcessStartInfo Start(string[] command, string workingFolder)
    {
        string[] enter = [.. Personality, .. EnterCommand(workingFolder), .. command];
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
        await IpAsync(cancel, "address", "add", $"{Address}/24", "dev", "eth0");
        await IpAsync(cancel, "link", "set", "eth0", "up", "multicast", "on");
        await IpAsync(cancel, "route", "add", "224.0.0.0/4", "dev", "eth0");
    }

    // With this machine's ip, which the other's file system may not have.
    private async Task<CommandResult> IpAsync(CancellationToken cancel, params string[] arguments) =>
        (await HostCommand.RunAsync(cancel, ["nsenter", "--target", $"{_holder.Pid}", .. _lab.EnterFlags, "--net", "--", "ip", .. arguments])).OrThrow($"ip {string.Join(' ', arguments)}");
}
