using Mesh.Lab;

namespace Mesh.Bench;

/// <summary>A client and one helper, on which mesh, distcc and icecream all run side by side.</summary>
internal sealed class Arena : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Lab.Lab _lab;
    private readonly List<LabProcess> _daemons = [];

    private Arena(Lab.Lab lab, Machine client, Machine helper)
    {
        _lab = lab;
        Client = client;
        Helper = helper;
    }

    public Machine Client { get; }

    public Machine Helper { get; }

    public static async Task<Arena> StartAsync(CancellationToken cancel)
    {
        var lab = await Lab.Lab.StartAsync(cancel);
        var client = await lab.AddMachineAsync("client", new MachineOptions { Accounted = true }, cancel);
        var helper = await lab.AddMachineAsync("helper", new MachineOptions { Accounted = true }, cancel);
        // Every contender's commands find their compilers on the PATH that the contender gives; only mesh changes the machine's own.
        return new Arena(lab, client, helper);
    }

    /// <summary>Compiles remotely through the mesh; and the two cases in which it does not.</summary>
    public async Task<(Contender Remote, Contender NoNode, MeshNode Client, MeshNode Helper)> AddMeshAsync(CancellationToken cancel)
    {
        var client = await _lab.AddNodeAsync(Client, new MeshNodeOptions(), cancel);
        var helper = await _lab.AddNodeAsync(Helper, new MeshNodeOptions { Wrap = false }, cancel);
        await Poll.UntilAsync("the client to see the helper", StartLimit, async () => (await client.StatusAsync(cancel)).Ready.Any(), cancel);
        string[] environment = [$"PATH={client.Masquerade}:{Machine.SystemPath}", $"MESH_SOCKET={client.Socket}"];
        return (
            new Contender("mesh", environment, async stop => (await client.StatusAsync(stop)).Totals.Remote),
            new Contender("mesh, no node", [environment[0], "MESH_SOCKET=/run/no-node.sock"], null),
            client,
            helper);
    }

    public async Task<Contender?> AddDistccAsync(CancellationToken cancel)
    {
        if (Privilege.Find("distccd") is null || !Directory.Exists("/usr/lib/distcc")) return null;
        var log = Path.Combine(Helper.Folder, "distccd.log");
        // As root it becomes another user, who may write neither to our temporary folder nor to new files of ours.
        _daemons.Add(Helper.Run("/", "env", "TMPDIR=/tmp", "distccd", "--daemon", "--no-detach", "--user", "distccd", "--listen", Helper.Address, "--allow", "10.77.0.0/24",
            "--log-level", "info", "--log-file", LogFor(log)));
        await Poll.UntilAsync("distccd to listen", StartLimit, () => ListensAsync(Helper, 3632, cancel), cancel);
        string[] environment = [$"PATH=/usr/lib/distcc:{Machine.SystemPath}", $"DISTCC_HOSTS={Helper.Address}", "DISTCC_FALLBACK=0"];
        return new Contender("distcc", environment, _ => Task.FromResult(File.ReadLines(log).LongCount(line => line.Contains("COMPILE_OK", StringComparison.Ordinal))));
    }

    public async Task<Contender?> AddIcecreamAsync(CancellationToken cancel)
    {
        if (Privilege.Find("iceccd") is null || Privilege.Find("icecc-scheduler") is null || !Directory.Exists("/usr/lib/icecc/bin")) return null;
        const string Net = "bench";
        var log = Path.Combine(Helper.Folder, "iceccd.log");
        var own = Path.Combine(Client.Folder, "iceccd.log");
        _daemons.Add(Helper.Run("/", "icecc-scheduler", "-n", Net));
        _daemons.Add(Helper.Run("/", "iceccd", "-n", Net, "-s", Helper.Address, "-m", "4", "-vv", "-l", LogFor(log), "-b", await FolderForAsync(Helper, cancel)));
        // No job slot on the client: everything that can go to the helper goes there.
        _daemons.Add(Client.Run("/", "iceccd", "-n", Net, "-s", Helper.Address, "-m", "0", "-vv", "-l", LogFor(own), "-b", await FolderForAsync(Client, cancel)));
        // Until both have met the scheduler, everything is compiled on the client.
        await Poll.UntilAsync("icecream to be ready", StartLimit,
            () => new[] { log, own }.All(file => File.ReadAllText(file).Contains("Connected to scheduler", StringComparison.Ordinal)), cancel);
        string[] environment = [$"PATH=/usr/lib/icecc/bin:{Machine.SystemPath}"];
        return new Contender("icecream", environment, _ => Task.FromResult(File.ReadLines(log).LongCount(line => line.Contains("Remote compilation completed", StringComparison.Ordinal))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var daemon in _daemons) await daemon.DisposeAsync();
        await _lab.DisposeAsync();
    }

    // The daemons give up root and must still be able to write their log.
    private static string LogFor(string path)
    {
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        return path;
    }

    // iceccd has become its own user before it makes sure that its folder is its own.
    private static async Task<string> FolderForAsync(Machine machine, CancellationToken cancel)
    {
        var folder = Path.Combine(machine.Folder, "icecc");
        (await machine.ExecAsync(StartLimit, cancel, "install", "-d", "-o", "icecc", "-g", "icecc", folder)).OrThrow("install");
        return folder;
    }

    private static async Task<bool> ListensAsync(Machine machine, int port, CancellationToken cancel) =>
        (await machine.ExecAsync(StartLimit, cancel, "ss", "-Hltn", $"sport = :{port}")).Out.Length > 0;
}
