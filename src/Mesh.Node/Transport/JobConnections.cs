using System.Net;
using Mesh.Wire.Messages;

namespace Mesh.Node.Transport;

/// <summary>Keeps connections for jobs open between jobs: one job at a time on each, so that a stalled one delays nobody.</summary>
internal sealed class JobConnections(PeerDialer dialer) : IDisposable
{
    /// <summary>Idle connections kept to one peer: as many as a wide build uses at once.</summary>
    private const int MaxIdle = 64;

    private readonly object _gate = new();
    private readonly Dictionary<string, Stack<PeerConnection>> _idle = [];
    private bool _disposed;

    /// <summary>An idle connection, if there is one. The peer may have closed it meanwhile: the first job on it tells.</summary>
    public PeerConnection? TakeIdle(string peerId)
    {
        lock (_gate)
        {
            return _idle.TryGetValue(peerId, out var idle) && idle.Count > 0 ? idle.Pop() : null;
        }
    }

    public Task<PeerConnection> OpenAsync(IPEndPoint peer, CancellationToken cancel) => dialer.DialAsync(peer, ConnectionPurpose.Jobs, cancel);

    /// <summary>Gives back a connection whose job is over and answered in full.</summary>
    public void Return(string peerId, PeerConnection connection)
    {
        lock (_gate)
        {
            var idle = _idle.TryGetValue(peerId, out var known) ? known : _idle[peerId] = new Stack<PeerConnection>();
            if (!_disposed && idle.Count < MaxIdle)
            {
                idle.Push(connection);
                return;
            }
        }

        connection.Dispose();
    }

    /// <summary>Closes what is open to a peer that is gone.</summary>
    public void Forget(string peerId)
    {
        Stack<PeerConnection>? idle;
        lock (_gate)
        {
            _idle.TryGetValue(peerId, out idle);
            _idle.Remove(peerId);
        }

        foreach (var connection in idle ?? [])
        {
            connection.Dispose();
        }
    }

    public void Dispose()
    {
        string[] peers;
        lock (_gate)
        {
            _disposed = true;
            peers = [.. _idle.Keys];
        }

        foreach (var peer in peers)
        {
            Forget(peer);
        }
    }
}
