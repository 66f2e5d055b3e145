using Mesh.Node.Peers;
using Mesh.Node.Transport;
using Mesh.Wire;
using Mesh.Wire.Messages;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Dispatch;

/// <summary>Sends one job to one peer and takes what comes back. A <c>JobHandler</c> of the peer answers what this sends.</summary>
internal sealed class RemoteCompiler(JobConnections connections, PeerTable peers, ILogger logger, Func<long, TimeSpan, TimeSpan>? patience = null)
{
    private long _lastJobId;

    /// <summary>Never throws for what a peer does; throws only when <paramref name="cancel"/> fires.</summary>
    public async Task<RemoteOutcome> CompileAsync(Peer peer, Job job, PreprocessedSource source, CancellationToken cancel)
    {
        var outcome = await TryAsync(peer, job, source, cancel).ConfigureAwait(false);
        Judge(peer, outcome);
        return outcome;
    }

    private void Judge(Peer peer, RemoteOutcome outcome)
    {
        switch (outcome)
        {
            case RemoteOutcome.Compiled { Result.WallMs: var ms }:
                var took = TimeSpan.FromMilliseconds(ms);
                if (peers.Find(peer.Id) is { } now && (now.Conduct != Conduct.Good || now.LongestJob < took))
                {
                    peers.Update(peer.Id, known => known with { Conduct = Conduct.Good, LongestJob = known.LongestJob < took ? took : known.LongestJob });
                }

                break;
            case RemoteOutcome.Lost or RemoteOutcome.Refused { Reason: RefusalReason.Internal }:
                var (time, rests) = (Conduct.Now, false);
                peers.Update(peer.Id, known =>
                {
                    rests = known.Conduct.RestsAt(time);
                    return known with { Conduct = known.Conduct.Failed(time) };
                });
                if (!rests && peers.Find(peer.Id)?.Conduct.WhyNotAt(time) is { } why)
                {
                    logger.LeftAlone(peer.Name, why);
                }

                break;
        }
    }

    private async Task<RemoteOutcome> TryAsync(Peer peer, Job job, PreprocessedSource source, CancellationToken cancel)
    {
        job = job with { JobId = (ulong)Interlocked.Increment(ref _lastJobId), Codec = source.Codec };
        if (connections.TakeIdle(peer.Id) is { } idle
            && await CompileAsync(peer, idle, job, source, cancel).ConfigureAwait(false) is var outcome and not RemoteOutcome.Lost { Heard: false })
        {
            return outcome;
        }

        try
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, peer.Present);
            var fresh = await connections.OpenAsync(peer.EndPoint, ended.Token).ConfigureAwait(false);
            return await CompileAsync(peer, fresh, job, source, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ProtocolException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return new RemoteOutcome.Lost(e.Message, Heard: false);
        }
    }

    private async Task<RemoteOutcome> CompileAsync(Peer peer, PeerConnection connection, Job job, PreprocessedSource source, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, peer.Present);
        using var reader = new ReplyReader(connection, job);
        RemoteOutcome outcome;
        using (ended.Token.Register(connection.Dispose)) // a closed connection is how a job is cancelled
        {
            var replying = reader.ReadAsync(ended.Token);
            await SendAsync(connection, job, source, reader, replying, ended.Token).ConfigureAwait(false);
            reader.SourceIsSent((patience ?? ResultPatience.For)(source.Length, peer.LongestJob));
            outcome = await replying.ConfigureAwait(false);
        }

        if (outcome is RemoteOutcome.Compiled && !ended.IsCancellationRequested)
        {
            connections.Return(peer.Id, connection);
        }
        else
        {
            connection.Dispose(); // a refusal may leave half a source under way
        }

        cancel.ThrowIfCancellationRequested();
        return outcome;
    }

    private static async Task SendAsync(PeerConnection connection, Job job, PreprocessedSource source, ReplyReader reader, Task replying, CancellationToken cancel)
    {
        try
        {
            await connection.Writer.WriteAsync(job, cancel).ConfigureAwait(false);
            var index = 0;
            var next = source.ReadAsync(index, cancel);
            while (await next.ConfigureAwait(false) is { } chunk)
            {
                if (replying.IsCompleted)
                {
                    return; // refused: the rest is not wanted
                }

                connection.Writer.Add(new SourceChunk(chunk));
                next = source.ReadAsync(++index, cancel);
                if (!next.IsCompleted || connection.Writer.Pending > WireLimits.MaxChunkBytes)
                {
                    await connection.Writer.FlushAsync(cancel).ConfigureAwait(false);
                }
            }

            reader.SourceEnds();
            await connection.Writer.WriteAsync(new SourceEnd(source.Length, source.Digest), cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            connection.Dispose(); // the reader of the replies reports the end
        }
    }
}
