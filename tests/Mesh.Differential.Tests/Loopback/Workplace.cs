using Mesh.Differential.Tests.Cases;
using Mesh.Lab;

namespace Mesh.Differential.Tests.Loopback;

/// <summary>A folder, and a client node of its own: runs commands in fresh copies of the tree at one path, bare and through the mesh.</summary>
internal sealed class Workplace(string folder, LoopbackNode client, string masquerade)
{
    private const string SystemPath = "/usr/local/bin:/usr/bin:/bin";

    private readonly WorkTree _tree = new(folder);

    public string Masquerade => masquerade;

    public Task<Outcome> RunBareAsync(string command, CancellationToken cancel) => RunAsync(command, SystemPath, cancel);

    /// <summary>What the command did, and what the client's status says of it.</summary>
    public async Task<(Outcome Outcome, Journey Journey)> RunMeshedAsync(string command, CancellationToken cancel)
    {
        var before = await client.StatusAsync(cancel);
        var outcome = await RunAsync(command, $"{masquerade}:{SystemPath}", cancel);
        return (outcome, Journey.Between(before, await client.StatusAsync(cancel)));
    }

    private Task<Outcome> RunAsync(string command, string path, CancellationToken cancel)
    {
        _tree.Restore();
        return ShellCommand.RunAsync(command, _tree, new Dictionary<string, string>
        {
            ["PATH"] = path,
            ["HOME"] = folder,
            ["LANG"] = "C.UTF-8",
            ["MESH_SOCKET"] = client.Socket,
        }, cancel);
    }
}
