using System.Net.Sockets;
using Mesh.Node.Helper;
using Mesh.Node.Membership;
using Mesh.Node.Transport;
using Mesh.Wire;
using Mesh.Wire.Messages;
using Microsoft.Extensions.Logging;

namespace Mesh.Node;

/// <summary>Takes the connections that peers open: feeds the control connections, gives the jobs of the others to the helper.</summary>
internal sealed class PeerServer(
    IPeerListener listener, Func<Hello> hello, OfferedTargets targets, Members members, AdmissionGate? gate, JobHandler? handler, ILogger logger)
{
    /// <summary>Connections served at once; a bound on what a stranger can tie up. A wide build of a few peers opens some hundred.</summary>
    private const int MaxConnections = 1024;

    /// <summary>
    /// Of those, from one address. A client needs one for control and one for each job under way, twice as many as this node has slots, and keeps
    /// up to 64 more between builds: a machine of 64 slots can still be filled by one client, and a silent stranger cannot keep the others out.
    /// </summary>
    private const int MaxFromOneAddress = 256;

    /// <summary>After a failed accept (no descriptors left, mostly): long enough for some to be closed.</summary>
    private static readonly TimeSpan AcceptBackOff = TimeSpan.FromMilliseconds(100);

    private readonly TaskSet _connections = new();
    private readonly ConnectionQuota _quota = new(MaxConnections, MaxFromOneAddress);

    /// <param name="leave">This node takes no more connections and says goodbye on the control connections.</param>
    /// <param name="end">Jobs under way are given back: their connections close.</param>
    public async Task RunAsync(CancellationToken leave, CancellationToken end)
    {
        try
        {
            while (true)
            {
                if (await AcceptAsync(leave).ConfigureAwait(false) is not { } incoming)
                {
                    continue;
                }

                if (!_quota.TryEnter(incoming.From.Address))
                {
                    incoming.Stream.Dispose();
                    continue;
                }

                _connections.Add(ServeAsync(incoming, leave, end));
            }
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            await _connections.WhenAllAsync().ConfigureAwait(false);
        }
    }

    private async Task<IncomingStream?> AcceptAsync(CancellationToken leave)
    {
        try
        {
            return await listener.AcceptAsync(leave).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            await Task.Delay(AcceptBackOff, leave).ConfigureAwait(false);
            return null;
        }
    }

    private async Task ServeAsync(IncomingStream incoming, CancellationToken leave, CancellationToken end)
    {
        await Task.Yield(); // the accept loop goes on
        try
        {
            var ours = hello();
            using var connection = await PeerConnection.AnswerAsync(incoming.Stream, ours, leave).ConfigureAwait(false);
            if (connection.Remote.Purpose == ConnectionPurpose.Control)
            {
                members.SawGreeting(connection.Remote, incoming.From.Address);
                await FeedAsync(connection, ours.Node.Targets, leave).ConfigureAwait(false);
            }
            else if (handler is not null)
            {
                await HandleJobsAsync(connection, handler, end).ConfigureAwait(false);
            }
        }
        catch (ProtocolException e)
        {
            logger.BadPeer(incoming.From.ToString(), e.Message);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The peer is gone, or this node leaves.
        }
        catch (Exception e)
        {
            logger.ConnectionFailed(incoming.From.ToString(), e); // a bug ends this one connection; its client goes elsewhere
        }
        finally
        {
            _quota.Leave(incoming.From.Address);
        }
    }

    private async Task FeedAsync(PeerConnection connection, IReadOnlyList<TargetInfo> greeted, CancellationToken leave)
    {
        var client = connection.Remote.Node.Id;
        var feed = new LoadFeed(connection, () => gate is null
            ? new State(0, 0, 0, 0)
            : new State(gate.Free, gate.IsClosed ? 0 : gate.Capacity, gate.Running, gate.RunningOf(client)), greeted, () => targets.Current);
        if (gate is null)
        {
            await feed.RunAsync(leave).ConfigureAwait(false);
            return;
        }

        gate.Changed += feed.Changed;
        targets.Changed += feed.Changed;
        try
        {
            await feed.RunAsync(leave).ConfigureAwait(false);
        }
        finally
        {
            gate.Changed -= feed.Changed;
            targets.Changed -= feed.Changed;
        }
    }

    private static async Task HandleJobsAsync(PeerConnection connection, JobHandler handler, CancellationToken end)
    {
        using (end.Register(connection.Dispose))
        {
            await handler.ServeAsync(
                new JobConnection(connection.Reader, connection.Writer, connection.Codec, connection.Remote.Node.Id, connection.Dispose), end).ConfigureAwait(false);
        }
    }
}
