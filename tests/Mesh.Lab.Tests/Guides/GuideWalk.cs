using Mesh.Lab.Roots;

namespace Mesh.Lab.Tests.Guides;

/// <summary>Does what a guide says, on lab machines of the names that it uses, each block in a shell of its own as its user would in a terminal.</summary>
internal sealed class GuideWalk(Lab lab, CancellationToken cancel) : IAsyncDisposable
{
    /// <summary>An emulated machine takes minutes for what others do in seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private const string Helper = "pc";

    private static readonly Dictionary<string, DebianRoot> Roots = new() { ["pi"] = DebianRoot.Armhf, ["old"] = DebianRoot.I386 };

    private static readonly Dictionary<string, string> Project = new()
    {
        ["Makefile"] = "CFLAGS = -O2\nprogram: main.o one.o two.o\n\t$(CC) -o $@ main.o one.o two.o\n",
        ["main.c"] = "#include <stdio.h>\nint one(int), two(int);\nint main(void) { return printf(\"%d\\n\", one(2) + two(3)) < 0; }\n",
        ["one.c"] = "int one(int a) { return a * a; }\n",
        ["two.c"] = "double two_(double a) { return a / 3; }\nint two(int a) { return (int)two_(a); }\n",
    };

    private readonly Dictionary<string, Machine> _machines = [];
    private readonly Dictionary<string, string> _profiles = [];
    private readonly List<LabProcess> _nodes = [];

    public async Task WalkAsync(Guide guide)
    {
        foreach (var name in guide.Blocks.Select(block => block.Machine).OfType<string>().Prepend(Helper).Distinct()) _machines[name] = await AddAsync(name);
        if (!guide.Blocks.Any(block => block.Machine == Helper)) await StartAsync(Helper, "mesh join");
        foreach (var block in guide.Blocks.Where(block => block.Machine is not null)) await DoAsync(block.Machine!, block.Lines);
    }

    /// <summary>What the machine's own compiles came to.</summary>
    public async Task<MeshStatus> StatusAsync(string machine) => MeshStatus.Parse(await StatusQuery.AskAsync(_machines[machine].FromOutside("/run/mesh/mesh.sock"), cancel));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
    }

    private async Task<Machine> AddAsync(string name)
    {
        var root = Roots.GetValueOrDefault(name);
        var machine = await LabTest.OrSkipAsync(lab.AddMachineAsync(name, new MachineOptions { Root = root }, cancel));
        machine.Environment["MESH_STATE_DIRECTORY"] = Path.Combine(machine.Folder, "state");
        var home = machine.Environment["HOME"];
        foreach (var (file, text) in Project)
        {
            Directory.CreateDirectory(Path.Combine(home, "project"));
            await File.WriteAllTextAsync(Path.Combine(home, "project", file), text, cancel);
        }

        if (root is not null)
        {
            await MonoPack.CopyAsync(home, cancel);
            return machine;
        }

        var bin = Directory.CreateDirectory(Path.Combine(machine.Folder, "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(bin, "mesh"), MeshProgram.Find());
        machine.Environment["PATH"] = $"{bin}:{machine.Environment["PATH"]}";
        // A guide may install there; it is this machine's, which the lab's share.
        (await machine.ExecAsync(Limit, cancel, "mount", "-t", "tmpfs", "tmpfs", "/usr/local/lib")).OrThrow("mount");
        return machine;
    }

    private async Task DoAsync(string name, IReadOnlyList<string> lines)
    {
        var machine = _machines[name];
        var joins = lines[^1].Contains("mesh join", StringComparison.Ordinal);
        var script = string.Join('\n', (joins ? lines.SkipLast(1) : lines).Select(Tolerant));
        if (lines.Any(NeedsPeers)) await Poll.UntilAsync("a peer to be ready", Limit, async () => (await StatusAsync(name)).Ready.Any(), cancel);
        var result = await machine.ExecInAsync(machine.Environment["HOME"], Limit, cancel, "sh", "-ec", _profiles.GetValueOrDefault(name) + script);
        TestContext.Current.SendDiagnosticMessage($"{name}$ {string.Join("; ", lines)}\n{result.Out}{result.Error}");
        result.OrThrow($"on {name}: {script}");
        _profiles[name] = _profiles.GetValueOrDefault(name) + string.Concat(lines.Where(IsForTheShell).Select(line => line + "\n"));
        if (joins) await StartAsync(name, lines[^1]);
    }

    private async Task StartAsync(string name, string join)
    {
        var machine = _machines[name];
        var node = machine.Run(machine.Environment["HOME"], "sh", "-c", $"{_profiles.GetValueOrDefault(name)}exec {join}");
        _nodes.Add(node);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(Limit);
        _ = await node.Output.WaitForAsync(line => line.StartsWith("ready ", StringComparison.Ordinal), late.Token)
            ?? throw new LabException($"{join} on {name} ended: {node.Output.Text}\n{node.Errors.Text}");
    }

    private static bool NeedsPeers(string line) => line.StartsWith("make ", StringComparison.Ordinal) || line.Contains("gcc -O2 -c", StringComparison.Ordinal);

    private static bool IsForTheShell(string line) => line.StartsWith("export ", StringComparison.Ordinal) || line.StartsWith("eval ", StringComparison.Ordinal);

    // It tells of this lab what there is to tell.
    private static string Tolerant(string line) => line == "mesh doctor" ? "mesh doctor || [ $? -eq 110 ]" : line;
}
