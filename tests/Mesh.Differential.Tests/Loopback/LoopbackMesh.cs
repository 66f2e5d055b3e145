using System.Diagnostics;
using Mesh.Lab;
using Mesh.Testing;

namespace Mesh.Differential.Tests.Loopback;

/// <summary>One helper, and several clients, so that each worker of a test reads from a status of its own what became of its command.</summary>
public sealed class LoopbackMesh : IAsyncLifetime
{
    /// <summary>While one worker waits for its helper another one computes.</summary>
    private static readonly int Workers = Environment.ProcessorCount + 1;

    private static readonly TimeSpan WrapLimit = TimeSpan.FromSeconds(60);

    private readonly TempDirectory _folder = new();
    private readonly List<LoopbackNode> _clients = [];
    private LoopbackNode? _helper;

    internal IReadOnlyList<Workplace> Workplaces { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var cancel = CancellationToken.None;
        var masquerade = _folder.File("masquerade");
        (await HostCommand.RunAsync(new ProcessStartInfo(MeshProgram.Find(), ["wrap", masquerade]), WrapLimit, cancel)).OrThrow("mesh wrap");
        // A slot for each worker: no command shall stay here because the helper is busy.
        _helper = await LoopbackNode.StartAsync(_folder.Path, "helper", cancel, "--slots", $"{2 * Workers}");
        for (var number = 1; number <= Workers; number++)
        {
            _clients.Add(await LoopbackNode.StartAsync(_folder.Path, $"client{number}", cancel, "--no-help", "--peer", $"127.0.0.1:{_helper.Port}"));
        }

        foreach (var client in _clients) await client.UntilPeerIsReadyAsync("helper", cancel);
        Workplaces = [.. _clients.Select((client, index) => new Workplace(_folder.File($"w{index}"), client, masquerade))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        if (_helper is not null) await _helper.DisposeAsync();
        _folder.Dispose();
    }
}
