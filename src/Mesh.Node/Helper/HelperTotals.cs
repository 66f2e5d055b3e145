using System.Collections.Concurrent;

namespace Mesh.Node.Helper;

/// <summary>What this node has done for its peers since it started.</summary>
internal sealed class HelperTotals
{
    private readonly ConcurrentDictionary<string, long> _byClient = new();
    private long _helped;
    private long _failed;
    private long _cancelled;

    /// <summary>Jobs whose result, good or bad, reached the client.</summary>
    public long Helped => Interlocked.Read(ref _helped);

    /// <summary>Jobs that gave no result though the client wanted one: a time-out, a limit, a crash, a broken rule.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Jobs that their client wanted no more, or that vanished with it.</summary>
    public long Cancelled => Interlocked.Read(ref _cancelled);

    public long HelpedFor(string clientId) => _byClient.TryGetValue(clientId, out var count) ? count : 0;

    public void CountHelped(string clientId)
    {
        Interlocked.Increment(ref _helped);
        _byClient.AddOrUpdate(clientId, 1, (_, count) => count + 1);
    }

    public void CountFailed() => Interlocked.Increment(ref _failed);

    public void CountCancelled() => Interlocked.Increment(ref _cancelled);
}
