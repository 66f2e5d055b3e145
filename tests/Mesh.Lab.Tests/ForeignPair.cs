using Mesh.Lab.Roots;
using Mesh.Lab.Sources;

namespace Mesh.Lab.Tests;

/// <summary>A client of another architecture, on Mono, and an x86_64 helper that has some compilers of this machine.</summary>
internal sealed class ForeignPair : IAsyncDisposable
{
    private static readonly TimeSpan MeetLimit = TimeSpan.FromMinutes(1);

    /// <summary>Native builds under an emulator take minutes.</summary>
    public static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(15);

    private readonly Lab _lab;

    private ForeignPair(Lab lab, MeshNode client, MeshNode helper)
    {
        _lab = lab;
        Client = client;
        Helper = helper;
    }

    public MeshNode Client { get; }

    public MeshNode Helper { get; }

    public static async Task<ForeignPair> StartAsync(DebianRoot root, string[] tools, CancellationToken cancel)
    {
        var lab = await Lab.StartAsync(cancel);
        try
        {
            var machine = await lab.AddMachineAsync("helper", cancel);
            await ToolFolder.UseAsync(machine, tools, cancel);
            var client = await lab.AddNodeAsync("client", new MeshNodeOptions { Machine = new MachineOptions { Root = root } }, cancel);
            var helper = await lab.AddNodeAsync(machine, new MeshNodeOptions { Wrap = false, Arguments = ["--slots", "4"] }, cancel);
            await Poll.UntilAsync("the client to see the helper", MeetLimit, async () => (await client.StatusAsync(cancel)).Ready.Any(), cancel);
            await Poll.UntilAsync("the helper to see the client", MeetLimit, async () => (await helper.StatusAsync(cancel)).Ready.Any(), cancel);
            return new ForeignPair(lab, client, helper);
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Builds the project with the machine's own compiler, then through the mesh, and holds one against the other.</summary>
    /// <returns>What the client counted meanwhile, and the objects that are not the client's own compiler's to the byte.</returns>
    public async Task<(MeshStatus.Counts Counts, IReadOnlyList<string> Different)> BuildTwiceAsync(RealProject project, CancellationToken cancel)
    {
        var tree = await BuildTree.CopyAsync(Client.Machine, project, cancel);
        (await Client.Machine.ExecInAsync(tree.Folder, BuildLimit, cancel, "env", $"PATH={Machine.SystemPath}", "JOBS=2", "sh", "-c", project.Build)).OrThrow("the build without a mesh");
        var bare = await tree.ResultsAsync(cancel);
        Assert.Equal(project.Units, bare.Count);

        tree = await BuildTree.CopyAsync(Client.Machine, project, cancel);
        var before = await Client.StatusAsync(cancel);
        var built = (await tree.BuildAsync(jobs: 4, BuildLimit, cancel)).OrThrow("the build");
        var after = await Client.StatusAsync(cancel);
        var counts = after.Totals - before.Totals;
        TestContext.Current.SendDiagnosticMessage(
            $"{Client.Name} {project.Name}: {counts}, {built.Elapsed.TotalSeconds:0.0} s; {string.Join(' ', after.LocalReasons.Select(r => $"{r.Key}={r.Value}"))}\n{Client.Process.Errors.Text}");

        var results = await tree.ResultsAsync(cancel);
        Assert.Equal(bare.Keys, results.Keys);
        await AssertMachineAsync(tree, results.Keys, cancel);
        return (counts, results.Where(r => bare[r.Key].Stripped != r.Value.Stripped).Select(r => r.Key).ToList());
    }

    // Asked of the object files by a program that is not ours.
    private async Task AssertMachineAsync(BuildTree tree, IEnumerable<string> objects, CancellationToken cancel)
    {
        var said = (await HostCommand.RunAsync(cancel, ["readelf", "-h", .. objects.Select(name => Path.Combine(tree.Outside, name))])).OrThrow("readelf").Out;
        var machines = said.Split('\n').Where(line => line.TrimStart().StartsWith("Machine:", StringComparison.Ordinal)).Select(line => line.Split(':')[1].Trim()).Distinct();
        Assert.Equal([Client.Machine.Root!.IsArm ? "ARM" : "Intel 80386"], machines);
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
