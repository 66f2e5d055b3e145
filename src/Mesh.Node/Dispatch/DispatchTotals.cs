using System.Collections.Concurrent;
using Mesh.Compile.Classification;

namespace Mesh.Node.Dispatch;

/// <summary>Counts where this node's own compiles went, and why some stayed.</summary>
internal sealed class DispatchTotals
{
    private readonly ConcurrentDictionary<string, long> _localReasons = new();
    private long _remote;
    private long _local;
    private long _fallback;

    public long Remote => Interlocked.Read(ref _remote);

    public long Local => Interlocked.Read(ref _local);

    public long Fallback => Interlocked.Read(ref _fallback);

    public IReadOnlyDictionary<string, long> LocalReasons =>
        new SortedDictionary<string, long>(_localReasons.ToDictionary(pair => pair.Key, pair => pair.Value), StringComparer.Ordinal);

    /// <param name="jobs">-1 takes one back.</param>
    public void CountRemote(int jobs) => Interlocked.Add(ref _remote, jobs);

    /// <summary>Work that stayed here, or came back after a peer was tried. Links and queries have a reason too, but are no compiles.</summary>
    public void CountHere(LocalReason reason, bool isCompile, bool afterPeer)
    {
        if (afterPeer)
        {
            Interlocked.Increment(ref _fallback);
        }
        else if (isCompile)
        {
            Interlocked.Increment(ref _local);
        }

        _localReasons.AddOrUpdate(reason.Code, 1, static (_, count) => count + 1);
    }
}
