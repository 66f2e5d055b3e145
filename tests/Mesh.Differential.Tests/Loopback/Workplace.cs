using Mesh.Differential.Tests.Cases;
using Mesh.Lab;

namespace Mesh.Differential.Tests.Loopback;

/// <summary>A folder, and a client node of its own: runs commands in it, bare and through the mesh, at one path.</summary>
internal sealed class Workplace(string folder, LoopbackNode client, string masquerade)
{
    private const string SystemPath = "/usr/local/bin:/usr/bin:/bin";

    private readonly WorkTree _tree = new(Path.Combine(folder, "case"));

    public string Masquerade => masquerade;

    /// <summary>Runs a command in a fresh copy of the tree.</summary>
    public Task<Outcome> RunBareAsync(string command, CancellationToken cancel) => RunAsync(command, SystemPath, cancel);

    /// <summary>What the command did, and what the client's status says of it.</summary>
    public async Task<(Outcome Outcome, Journey Journey)> RunMeshedAsync(string command, CancellationToken cancel)
    {
        var before = await client.StatusAsync(cancel);
        var outcome = await RunAsync(command, $"{masquerade}:{SystemPath}", cancel);
        return (outcome, Journey.Between(before, await client.StatusAsync(cancel)));
    }

    /// <summary>Runs a command in a fresh copy of a project.</summary>
    public async Task<Outcome> RunInProjectAsync(string project, string command, bool meshed, CancellationToken cancel)
    {
        var copy = Path.Combine(folder, "project");
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        Directory.CreateDirectory(folder);
        (await HostCommand.RunAsync(cancel, "cp", "-a", project, copy)).OrThrow("cp");
        return await ShellCommand.RunAsync(command, copy, Environment(copy, meshed ? $"{masquerade}:{SystemPath}" : SystemPath), () => Footprint.Of(copy), cancel);
    }

    private Task<Outcome> RunAsync(string command, string path, CancellationToken cancel)
    {
        _tree.Restore();
        return ShellCommand.RunAsync(command, _tree.Folder, Environment(_tree.Folder, path), _tree.Read, cancel);
    }

    private Dictionary<string, string> Environment(string home, string path) => new()
    {
        ["PATH"] = path,
        ["HOME"] = home,
        ["LANG"] = "C.UTF-8",
        ["MESH_SOCKET"] = client.Socket,
    };
}
