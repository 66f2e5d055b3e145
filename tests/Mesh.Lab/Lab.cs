namespace Mesh.Lab;

/// <summary>
/// A network of computers on this machine: network namespaces on one bridge, with multicast, without configuration. Everything in it
/// ends when it is disposed of, or when this process ends, however that happens.
/// </summary>
internal sealed class Lab : IAsyncDisposable
{
    public const string Prefix = "mesh-lab.";
    public const string Bridge = "bridge";

    /// <summary>Not /tmp: a machine must still see the mesh under test when that was built there. Short, because socket paths are.</summary>
    public const string Home = "/var/tmp";

    private static int _labs;

    private readonly Holder _switch;
    private readonly List<Machine> _machines = [];
    private readonly List<IAsyncDisposable> _programs = [];

    private Lab(Privilege privilege, int number, string folder, Holder holder)
    {
        EnterFlags = privilege.EnterFlags;
        Number = number;
        Folder = folder;
        _switch = holder;
    }

    /// <summary>Tells apart the labs of one process.</summary>
    public int Number { get; }

    public string Folder { get; }

    public IReadOnlyList<string> EnterFlags { get; }

    public IReadOnlyList<Machine> Machines => _machines;

    /// <exception cref="LabUnavailableException">This machine cannot hold a lab.</exception>
    public static async Task<Lab> StartAsync(CancellationToken cancel)
    {
        Leftovers.Sweep();
        var privilege = await Privilege.FindAsync(cancel);
        var number = Interlocked.Increment(ref _labs);
        var folder = Path.Combine(Home, $"{Prefix}{Environment.ProcessId}.{number}");
        Directory.CreateDirectory(Path.Combine(folder, "state"));
        // Without snooping, the bridge floods multicast to every port, as a plain switch does.
        var setUp = $"ip link set lo up; ip link add {Bridge} type bridge mcast_snooping 0; ip link set {Bridge} up";
        var holder = await Holder.StartAsync(["unshare", .. privilege.UnshareFlags, "--net", "--mount"], setUp, cancel);
        return new Lab(privilege, number, folder, holder);
    }

    public Task<Machine> AddMachineAsync(string name, CancellationToken cancel) => AddMachineAsync(name, new MachineOptions(), cancel);

    public async Task<Machine> AddMachineAsync(string name, MachineOptions options, CancellationToken cancel)
    {
        var machine = await Machine.StartAsync(this, name, _machines.Count + 1, options, cancel);
        _machines.Add(machine);
        return machine;
    }

    /// <summary>A new machine that has joined the mesh and has a masquerade directory.</summary>
    public async Task<MeshNode> AddNodeAsync(string name, MeshNodeOptions options, CancellationToken cancel)
    {
        var machine = await AddMachineAsync(name, options.Machine, cancel);
        return await AddNodeAsync(machine, options, cancel);
    }

    public async Task<MeshNode> AddNodeAsync(Machine machine, MeshNodeOptions options, CancellationToken cancel)
    {
        var node = await MeshNode.JoinAsync(machine, options, cancel);
        lock (_programs) _programs.Add(node);   // nodes may join at the same time
        return node;
    }

    public Task<MeshNode> AddNodeAsync(string name, CancellationToken cancel) => AddNodeAsync(name, new MeshNodeOptions(), cancel);

    /// <summary>A new machine with an mDNS responder and browser that is not ours.</summary>
    public async Task<AvahiNode> AddAvahiAsync(string name, CancellationToken cancel)
    {
        var avahi = await AvahiNode.StartAsync(await AddMachineAsync(name, cancel), cancel);
        _programs.Add(avahi);
        return avahi;
    }

    /// <summary>Runs <c>ip</c> in the network that holds the bridge.</summary>
    public async Task SwitchAsync(CancellationToken cancel, params string[] command) =>
        (await HostCommand.RunAsync(cancel, [.. Enter(["ip", .. command])])).OrThrow($"ip {string.Join(' ', command)}");

    public IEnumerable<string> Enter(IEnumerable<string> command) =>
        ["nsenter", "--target", $"{_switch.Pid}", .. EnterFlags, "--net", "--mount", "--", .. command];

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines) await machine.DisposeAsync();
        foreach (var program in _programs) await program.DisposeAsync();
        await _switch.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
