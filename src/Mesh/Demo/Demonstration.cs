using Mesh.Node.Wrapping;
using Mesh.Running;
using Mesh.Views;

namespace Mesh.Demo;

/// <summary>Three nodes on this machine, a real build through them, and the proof that nothing but its place changed.</summary>
internal sealed class Demonstration(TextWriter output) : IAsyncDisposable
{
    private const int Helpers = 2;

    private readonly DemoDirectory _directory = new();
    private readonly List<DemoNode> _nodes = [];

    public async Task RunAsync(CancellationToken cancel)
    {
        Say($"three nodes on this machine, in {_directory.Path}");
        var client = await StartNodesAsync(cancel).ConfigureAwait(false);
        var path = SearchPath.Current;
        var masquerade = await WrapAsync(path, cancel).ConfigureAwait(false);

        Say("a C project, built through the wrapper");
        var project = new DemoProject(_directory.Make("project"));
        project.Unpack();
        var width = Environment.ProcessorCount + 2 * Helpers;
        output.Write(await project.BuildAsync(path, width, Through(client, masquerade), cancel).ConfigureAwait(false));
        var remote = project.Objects();

        Say("who compiled what: demo-client's peers");
        var status = await client.StatusAsync(cancel).ConfigureAwait(false);
        output.Write(StatusView.Render(status, DateTimeOffset.UtcNow, Terminal.Width));
        if (status.Totals.Remote == 0) throw new DemoException("no compile was done by a peer");

        Say("the same build without the mesh, for comparison");
        await project.BuildAsync(path, Environment.ProcessorCount, DemoEnvironment.Of(("MESH_LOCAL", "1")), cancel).ConfigureAwait(false);
        Compare(remote, project.Objects());

        Say("the program runs");
        output.Write(await project.RunProgramAsync(["1 + 2 * 3", "r = 2", "pi * r^2", "sqrt(2) / 0"], cancel).ConfigureAwait(false));

        Say("the nodes leave");
        await Task.WhenAll(_nodes.Select(node => node.LeaveAsync(cancel))).ConfigureAwait(false);
    }

    /// <summary>Ends what still runs and removes the directory; after a failure and Ctrl-C too.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.EndAsync())).ConfigureAwait(false);
        await _directory.RemoveAsync().ConfigureAwait(false);
        output.WriteLine($"removed {_directory.Path}");
    }

    private async Task<DemoNode> StartNodesAsync(CancellationToken cancel)
    {
        for (var i = 1; i <= Helpers; i++) _nodes.Add(DemoNode.Start(_directory.Make($"helper-{i}"), ["--slots", "2"]));
        foreach (var helper in _nodes) await ReadyAsync(helper, cancel).ConfigureAwait(false);

        // Named to each other: loopback carries no multicast on most machines. Elsewhere they would just find each other.
        var client = DemoNode.Start(_directory.Make("client"), ["--no-help", .. _nodes.SelectMany(helper => new[] { "--peer", helper.Address })]);
        _nodes.Add(client);
        await ReadyAsync(client, cancel).ConfigureAwait(false);
        await client.UntilPeersAreReadyAsync(Helpers, cancel).ConfigureAwait(false);
        return client;
    }

    private async Task ReadyAsync(DemoNode node, CancellationToken cancel)
    {
        await node.UntilReadyAsync(cancel).ConfigureAwait(false);
        output.WriteLine(node.ReadyLine);
    }

    private async Task<string> WrapAsync(SearchPath path, CancellationToken cancel)
    {
        var directory = _directory.Make("wrapper");
        var result = await new Masquerade(directory).WrapAsync(new HandsBuilder(HandsSource.Read(), path), path, cancel).ConfigureAwait(false);
        return result is WrapResult.Wrapped ? directory : throw new DemoException($"the wrapper could not be made: {(result as WrapResult.Failed)?.Why}");
    }

    private static Dictionary<string, string> Through(DemoNode client, string masquerade) => DemoEnvironment.Of(
        ("PATH", masquerade + ":" + Environment.GetEnvironmentVariable("PATH")), ("MESH_SOCKET", client.Socket));

    private void Compare(IReadOnlyDictionary<string, byte[]> remote, IReadOnlyDictionary<string, byte[]> local)
    {
        var different = local.Keys.Union(remote.Keys)
            .Where(name => !(local.TryGetValue(name, out var here) && remote.TryGetValue(name, out var there) && here.AsSpan().SequenceEqual(there)))
            .ToList();
        if (different.Count > 0) throw new DemoException($"not the same as compiled here: {string.Join(" ", different)}");
        output.WriteLine($"all {local.Count} objects are the same, byte for byte");
    }

    private void Say(string what) => output.WriteLine($"\n== {what}");
}
