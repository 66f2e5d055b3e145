using Mesh.Lab;
using Mesh.Lab.Roots;
using Mesh.Lab.Sources;

namespace Mesh.Bench;

/// <summary>
/// Nodes on Mono: what an idle one holds and does, and what a job costs an ARM client, its daemon included, beside distcc's. An emulated
/// processor is slower than the machine's own by a factor that all contenders share, and its memory includes the emulator's.
/// </summary>
internal static class MonoBench
{
    private const int Jobs = 4;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    public static async Task<string> RunAsync(int rounds, CancellationToken cancel)
    {
        var idle = new List<string> { "| idle node on Mono, one peer | resident memory | CPU, ms per second | threads |", "|---|---|---|---|" };
        var jobs = new List<string>();
        foreach (var root in new[] { DebianRoot.I386, DebianRoot.Armel })
        {
            await using var lab = await Mesh.Lab.Lab.StartAsync(cancel);
            var client = await lab.AddNodeAsync("client", new MeshNodeOptions { Machine = new MachineOptions { Accounted = true, Root = root } }, cancel);
            var helper = await lab.AddNodeAsync("helper", new MeshNodeOptions { Wrap = false, Arguments = ["--slots", "4"] }, cancel);
            if (!client.Machine.IsAccounted) throw new LabUnavailableException("CPU time is counted by control groups, which this process may not make");
            await Poll.UntilAsync("the client to see the helper", Limit, async () => (await client.StatusAsync(cancel)).Ready.Any(), cancel);
            idle.Add(await IdleAsync(client, root, cancel));
            if (root.IsArm) jobs = await JobsAsync(client, helper.Machine, root, rounds, cancel);
        }
        return string.Join('\n', idle) + "\n\n" + string.Join('\n', jobs);
    }

    private static async Task<string> IdleAsync(MeshNode node, DebianRoot root, CancellationToken cancel)
    {
        await Task.Delay(Settling, cancel);
        var cpu = node.Machine.CpuTime();
        await Task.Delay(Idle, cancel);
        cpu = node.Machine.CpuTime() - cpu;
        var process = node.Machine.Processes().Single(p => p.Command.Contains("mesh.dll join", StringComparison.Ordinal) && !p.Command.StartsWith("setsid", StringComparison.Ordinal) && !p.Command.Contains(" setsid ", StringComparison.Ordinal));
        var threads = Directory.EnumerateDirectories(node.Machine.FromOutside($"/proc/{process.Pid}/task")).Count();
        return $"| {root.Architecture}{(node.Machine.IsEmulated ? $", qemu-user as {root.Processor ?? "its default"}" : "")} | {process.ResidentBytes / 1048576.0:0.0} MiB | {cpu.TotalMilliseconds / Idle.TotalSeconds:0.00} | {threads} |";
    }

    private static async Task<List<string>> JobsAsync(MeshNode client, Machine helper, DebianRoot root, int rounds, CancellationToken cancel)
    {
        await using var distccd = await StartDistccdAsync(helper, root, cancel);
        var bare = $"PATH={Machine.SystemPath}";
        var contenders = new (string Name, string[] Environment, string Build)[]
        {
            ("bare compiler", [bare], "make -j$JOBS linux"),
            ("distcc", [bare, $"DISTCC_HOSTS={helper.Address}/4", "DISTCC_FALLBACK=0"], "make -j$JOBS linux CC='distcc gcc -std=gnu99'"),
            ("mesh", [$"PATH={client.Masquerade}:{Machine.SystemPath}", $"MESH_SOCKET={client.Socket}"], "make -j$JOBS linux"),
        };
        var samples = contenders.ToDictionary(c => c.Name, _ => new List<Sample>());
        for (var round = 0; round < rounds; round++)
        {
            // The bare compiler takes minutes and is no rival: once.
            foreach (var contender in contenders.Where(c => round == 0 || c.Name != "bare compiler"))
            {
                var tree = await BuildTree.CopyAsync(client.Machine, RealProject.Lua, cancel);
                var cpu = client.Machine.CpuTime();
                var built = (await client.Machine.ExecInAsync(tree.Folder, Limit, cancel, ["env", .. contender.Environment, $"JOBS={Jobs}", "sh", "-c", contender.Build])).OrThrow(contender.Name);
                samples[contender.Name].Add(new Sample(built.Elapsed, client.Machine.CpuTime() - cpu));
                Console.Error.WriteLine($"{contender.Name}: {samples[contender.Name][^1]}");
            }
        }
        var remote = (await client.StatusAsync(cancel)).Totals.Remote;
        var yardstick = Sample.MedianOf(samples["distcc"]);
        return
        [
            $"Lua, {RealProject.Lua.Units} units, on {root.Architecture} (qemu-user as {root.Processor}), one x86_64 helper, make -j{Jobs}, median of {rounds}; mesh did {remote} of {rounds * RealProject.Lua.Units} remotely",
            "",
            "| | wall | client CPU per unit, daemon included | ratio to distcc |",
            "|---|---|---|---|",
            .. samples.Select(s => (s.Key, Median: Sample.MedianOf(s.Value)))
                .Select(s => $"| {s.Key} | {s.Median.Wall.TotalSeconds:0.0} s | {s.Median.Cpu.TotalMilliseconds / RealProject.Lua.Units:0} ms | {s.Median.Cpu / yardstick.Cpu:0.00} |"),
        ];
    }

    // Named like the client's compilers, as distcc wants it: else the helper's own compiler makes the objects.
    private static async Task<LabProcess> StartDistccdAsync(Machine helper, DebianRoot root, CancellationToken cancel)
    {
        if (Privilege.Find("distccd") is not { } daemon) throw new LabUnavailableException("distccd is not installed");
        var folder = Directory.CreateDirectory(Path.Combine(helper.Folder, "distcc")).FullName;
        foreach (var name in new[] { "gcc", "cc" }) File.CreateSymbolicLink(Path.Combine(folder, name), Privilege.Find($"{root.Tools}gcc") ?? throw new LabUnavailableException($"{root.Tools}gcc is not installed"));
        // It wants to find the client's spelling of the compiler among those that it may run.
        var running = helper.Run("/", "env", "TMPDIR=/tmp", $"PATH={folder}:{Machine.SystemPath}", "DISTCC_CMDLIST=", daemon, "--daemon", "--no-detach", "--user", "distccd",
            "--listen", helper.Address, "--allow", "10.77.0.0/24", "--jobs", "4", "--enable-tcp-insecure");
        await Poll.UntilAsync("distccd to listen", TimeSpan.FromSeconds(20), async () => (await helper.ExecAsync(TimeSpan.FromSeconds(10), cancel, "ss", "-Hltn", "sport = :3632")).Out.Length > 0, cancel);
        return running;
    }
}
