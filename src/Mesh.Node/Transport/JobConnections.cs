using System.Diagnostics;
using System.Net;
using Mesh.Wire.Messages;

namespace Mesh.Node.Transport;

/// <summary>Keeps connections for jobs open between jobs: one job at a time on each, so that a stalled one delays nobody.</summary>
/// <param name="dialer">Opens new ones.</param>
/// <param name="isKnown">Whether a node of that id is a peer now; what comes back for others is closed.</param>
/// <param name="keepFor">How long an idle one is kept; null for <see cref="KeptFor"/>.</param>
internal sealed class JobConnections(PeerDialer dialer, Func<string, bool> isKnown, TimeSpan? keepFor = null) : IDisposable
{
    /// <summary>Idle connections kept to one peer: as many as a wide build uses at once.</summary>
    private const int MaxIdle = 64;

    /// <summary>Builds pause for a link or a test run. Longer than that they cost both sides a descriptor each, and new ones only milliseconds.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(60);

    private readonly object _gate = new();
    private readonly Dictionary<string, List<Idle>> _idle = []; // the longest idle first
    private readonly TimeSpan _keepFor = keepFor ?? KeptFor;
    private Timer? _alarm; // not TimeProvider's: on Mono its timer does not load
    private bool _disposed;

    /// <summary>An idle connection, if there is one: that which was used last. The peer may have closed it meanwhile: the first job on it tells.</summary>
    public PeerConnection? TakeIdle(string peerId)
    {
        lock (_gate)
        {
            if (!_idle.TryGetValue(peerId, out var idle) || idle.Count == 0)
            {
                return null;
            }

            var last = idle[^1].Connection;
            idle.RemoveAt(idle.Count - 1);
            return last;
        }
    }

    public Task<PeerConnection> OpenAsync(IPEndPoint peer, CancellationToken cancel) => dialer.DialAsync(peer, ConnectionPurpose.Jobs, cancel);

    /// <summary>Gives back a connection whose job is over and answered in full.</summary>
    public void Return(string peerId, PeerConnection connection)
    {
        // A node that was started anew at the same place may have answered instead of the peer that was meant.
        if (connection.Remote.Node.Id != peerId || !TryKeep(peerId, connection))
        {
            connection.Dispose();
        }
    }

    /// <summary>Closes what is open to a peer that is gone.</summary>
    public void Forget(string peerId)
    {
        List<Idle>? idle;
        lock (_gate)
        {
            _idle.TryGetValue(peerId, out idle);
            _idle.Remove(peerId);
        }

        Close(idle ?? []);
    }

    public void Dispose()
    {
        string[] peers;
        lock (_gate)
        {
            _disposed = true;
            _alarm?.Dispose();
            peers = [.. _idle.Keys];
        }

        foreach (var peer in peers)
        {
            Forget(peer);
        }
    }

    // Asked under the lock: a peer leaves the table before it is forgotten here, so none is kept behind its back.
    private bool TryKeep(string peerId, PeerConnection connection)
    {
        lock (_gate)
        {
            if (_disposed || !isKnown(peerId))
            {
                return false;
            }

            var idle = _idle.TryGetValue(peerId, out var known) ? known : _idle[peerId] = [];
            if (idle.Count >= MaxIdle)
            {
                return false;
            }

            idle.Add(new Idle(connection, Stopwatch.GetTimestamp()));
            _alarm ??= new Timer(_ => DropOld(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (_idle.Values.Sum(some => some.Count) == 1)
            {
                _alarm.Change(_keepFor, Timeout.InfiniteTimeSpan);
            }

            return true;
        }
    }

    private void DropOld()
    {
        var old = new List<Idle>();
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            foreach (var idle in _idle.Values)
            {
                var count = idle.FindIndex(kept => Age(kept) < _keepFor);
                count = count < 0 ? idle.Count : count;
                old.AddRange(idle.GetRange(0, count));
                idle.RemoveRange(0, count);
            }

            if (_idle.Values.Any(idle => idle.Count > 0))
            {
                _alarm!.Change(_keepFor, Timeout.InfiniteTimeSpan); // so it is twice as long, at most
            }
        }

        Close(old);
    }

    private static TimeSpan Age(Idle idle) => TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - idle.Since) / (double)Stopwatch.Frequency);

    private static void Close(List<Idle> idle)
    {
        foreach (var (connection, _) in idle)
        {
            connection.Dispose();
        }
    }

    private sealed record Idle(PeerConnection Connection, long Since);
}
