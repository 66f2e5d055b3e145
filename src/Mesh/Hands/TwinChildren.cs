using System.Collections.Concurrent;
using Mesh.Wire;
using Mesh.Wire.Hands;

namespace Mesh.Hands;

/// <summary>The RUN children of one compile, by the node's numbers; their process groups end with us.</summary>
internal sealed class TwinChildren(TwinCommand command, Func<HandsMessage, Task> send)
{
    private readonly ConcurrentDictionary<uint, TwinChild> _running = new();

    public async Task RunAsync(Run run)
    {
        var child = new TwinChild(run.RunId, send);
        if (!_running.TryAdd(run.RunId, child)) throw new ProtocolException("the node runs two commands under one number");
        var (file, arguments) = command.Resolve(run.Arguments);
        var end = await child.RunAsync(file, arguments, command.Environment(run.EnvironmentEdits)).ConfigureAwait(false);
        _running.TryRemove(run.RunId, out _);     // the node may give the number away as soon as it hears of the end
        await send(end).ConfigureAwait(false);
    }

    public Task KillAsync(uint runId) => _running.TryGetValue(runId, out var child) ? child.KillAsync() : Task.CompletedTask;

    public Task KillAllAsync() => Task.WhenAll(_running.Values.Select(child => child.KillGroupAsync()));
}
