using Microsoft.Extensions.Logging;

namespace Mesh.Node.Toolchains;

/// <summary>The compilers that are being asked. One that is slow or never answers holds up nobody: the others' answers are taken meanwhile, and its own when it comes.</summary>
internal sealed class Interviews(ILogger log) : IAsyncDisposable
{
    private readonly Dictionary<FileStamp, Task<ToolchainFinding>> _open = [];
    private readonly CancellationTokenSource _end = new();

    /// <summary>Asks, unless that one is being asked already.</summary>
    public void Begin(CompilerCandidate candidate)
    {
        if (!_open.ContainsKey(candidate.Stamp)) _open[candidate.Stamp] = ToolchainProbe.AskAsync(candidate, log, _end.Token);
    }

    /// <summary>Those who have answered since the last time.</summary>
    public IReadOnlyList<ToolchainFinding> Take()
    {
        var answered = _open.Where(one => one.Value.IsCompleted).ToList();
        foreach (var one in answered) _open.Remove(one.Key);
        return [.. answered.Select(one => one.Value.GetAwaiter().GetResult())];
    }

    /// <summary>Until there is something to take, or the other task has ended.</summary>
    public Task AnswerOrAsync(Task other) => Task.WhenAny([other, .. _open.Values]);

    /// <summary>Until all have answered, or for <paramref name="patience"/> none has.</summary>
    public async Task SettleAsync(TimeSpan patience, CancellationToken cancel)
    {
        var open = _open.Values.Where(one => !one.IsCompleted).ToList<Task>();
        while (open.Count > 0)
        {
            using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var late = Task.Delay(patience, answered.Token);
            var first = await Task.WhenAny([late, .. open]).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            answered.Cancel();
            if (first == late) return;
            open.RemoveAll(one => one.IsCompleted);
        }
    }

    /// <summary>No compiler that was asked outlives the node.</summary>
    public async ValueTask DisposeAsync()
    {
        _end.Cancel();
        await Task.WhenAny(Task.WhenAll(_open.Values)).ConfigureAwait(false); // how they end does not matter any more
        _end.Dispose();
    }
}
