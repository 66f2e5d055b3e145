using Mesh.Lab.Sources;

namespace Mesh.Lab.Tests;

/// <summary>A client with a masquerade directory and two helpers, ready to work for it.</summary>
internal sealed class MeshOfThree : IAsyncDisposable
{
    private static readonly TimeSpan MeetLimit = TimeSpan.FromSeconds(10);

    private readonly Lab _lab;

    private MeshOfThree(Lab lab, MeshNode client, MeshNode[] helpers)
    {
        _lab = lab;
        Client = client;
        Helpers = helpers;
    }

    public MeshNode Client { get; }

    public MeshNode[] Helpers { get; }

    public static async Task<MeshOfThree> StartAsync(CancellationToken cancel)
    {
        var lab = await Lab.StartAsync(cancel);
        try
        {
            // The helpers' slots are fixed, so that a test means the same on every machine.
            var options = new MeshNodeOptions { Wrap = false, Arguments = ["--slots", "4"] };
            var client = await lab.AddNodeAsync("client", cancel);
            MeshNode[] helpers = [await lab.AddNodeAsync("helper1", options, cancel), await lab.AddNodeAsync("helper2", options, cancel)];
            var mesh = new MeshOfThree(lab, client, helpers);
            await mesh.MeetAsync(cancel);
            return mesh;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the client can use both helpers.</summary>
    public Task<TimeSpan> MeetAsync(CancellationToken cancel) => Poll.UntilAsync("the client to see both helpers", MeetLimit,
        async () => (await Client.StatusAsync(cancel)).Ready.SequenceEqual(["helper1", "helper2"]), cancel);

    /// <summary>A configured tree of the project on the client.</summary>
    public async Task<BuildTree> PrepareAsync(RealProject project, CancellationToken cancel)
    {
        var tree = await BuildTree.CopyAsync(Client.Machine, project, cancel);
        (await tree.ConfigureAsync(TimeSpan.FromMinutes(5), cancel)).OrThrow($"configuring {project.Name}");
        return tree;
    }

    /// <summary>Where the client's compiles went, for the message of a test that failed.</summary>
    public async Task<string> DescribeAsync(CancellationToken cancel)
    {
        var status = await Client.StatusAsync(cancel);
        return $"{status.Totals} {string.Join(' ', status.LocalReasons)}\n{string.Join('\n', status.Peers)}\n{Client.Process.Errors.Text}";
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();
}
