using Mesh.Node.Transport;
using Mesh.Wire;
using Mesh.Wire.Compression;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Dispatch;

/// <summary>Reads a helper's side of one job: Accepted or Refused, then the Result with its outputs. Verifies lengths and digests.</summary>
internal sealed class ReplyReader(PeerConnection connection, Job job) : IDisposable
{
    private readonly CancellationTokenSource _overdue = new(ResultPatience.Most);
    private volatile bool _ending;
    private volatile bool _sent;
    private bool _heard;

    /// <summary>The end of the source is being sent: only after that may a result come.</summary>
    public void SourceEnds() => _ending = true;

    /// <summary>The writer is ours from here on, to answer pings with; and the result is due.</summary>
    public void SourceIsSent(TimeSpan patience)
    {
        _sent = true;
        _overdue.CancelAfter(patience);
    }

    public void Dispose() => _overdue.Dispose();

    public async Task<RemoteOutcome> ReadAsync(CancellationToken cancel)
    {
        try
        {
            using (var late = new CancellationTokenSource(WireLimits.AdmissionTimeout))
            using (late.Token.Register(connection.Dispose))
            {
                var first = await NextAsync(cancel).ConfigureAwait(false);
                if (first.Kind == MessageKind.Refused)
                {
                    return Refusal(first);
                }

                Expect(first, MessageKind.Accepted);
            }

            using var closing = _overdue.Token.Register(connection.Dispose);
            var frame = await NextAsync(cancel).ConfigureAwait(false);
            if (frame.Kind == MessageKind.Refused)
            {
                return Refusal(frame);
            }

            Expect(frame, MessageKind.Result);
            if (!_ending)
            {
                throw new ProtocolException("a result before the source was sent");
            }

            return await ReadOutputsAsync(Result.Decode(frame.Body), cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or ProtocolException)
        {
            return new RemoteOutcome.Lost(_overdue.IsCancellationRequested ? "no result in the time that such a job takes" : e.Message, _heard);
        }
    }

    private static RemoteOutcome.Refused Refusal(in Frame frame)
    {
        var refused = Refused.Decode(frame.Body);
        return new RemoteOutcome.Refused(refused.Reason, refused.Detail); // when to come again, the control connection tells better than its guess
    }

    private async Task<RemoteOutcome> ReadOutputsAsync(Result result, CancellationToken cancel)
    {
        if (result.JobId != job.JobId)
        {
            throw new ProtocolException($"a result for job {result.JobId}, not {job.JobId}");
        }

        if (result.Outputs.Count > job.Outputs.Count)
        {
            throw new ProtocolException($"{result.Outputs.Count} outputs where {job.Outputs.Count} were asked for");
        }

        // An answer that came damaged, as one with a wrong digest: nothing that speaks against the peer's compiler.
        if (result.Outputs.FirstOrDefault(output => !job.Outputs.Contains(output.OutputKind)) is { } stranger)
        {
            throw new ProtocolException($"{stranger.OutputKind} where {string.Join(" and ", job.Outputs)} was asked for");
        }

        var files = new List<RemoteFile>();
        foreach (var output in result.Outputs)
        {
            files.Add(new RemoteFile(output.OutputKind, await ReadFileAsync(output, cancel).ConfigureAwait(false)));
        }

        Expect(await NextAsync(cancel).ConfigureAwait(false), MessageKind.ResultEnd);
        return new RemoteOutcome.Compiled(result, files);
    }

    private async Task<ReadOnlyMemory<byte>> ReadFileAsync(OutputInfo output, CancellationToken cancel)
    {
        using var bytes = new PooledBuffer();
        using var decompressor = Codecs.CreateDecompressor(job.Codec, output.Length);
        var digest = new Digest();
        for (long carried = 0; carried < output.CarriedLength;)
        {
            var frame = await NextAsync(cancel).ConfigureAwait(false);
            Expect(frame, MessageKind.OutputChunk);
            var chunk = OutputChunk.Decode(frame.Body).Bytes;
            carried += chunk.Length;
            digest.Append(chunk.Span);
            decompressor.Decompress(chunk, bytes);
        }

        decompressor.Finish();
        if (digest.Finish() != output.Digest || bytes.Length != output.Length)
        {
            throw new ProtocolException($"the {output.OutputKind} came damaged");
        }

        return bytes.Span.ToArray();
    }

    // Pings are answered here and never seen above. While the source is being sent, that itself is the sign of life.
    private async ValueTask<Frame> NextAsync(CancellationToken cancel)
    {
        while (true)
        {
            var frame = await connection.Reader.ReadAsync(cancel).ConfigureAwait(false) ?? throw new EndOfStreamException("the peer closed the connection");
            if (frame.Kind is MessageKind.Goodbye)
            {
                throw new EndOfStreamException("the peer closed the connection: " + Goodbye.Decode(frame.Body).Reason);
            }

            if (frame.Kind is not (MessageKind.Ping or MessageKind.Pong))
            {
                _heard = true;
                return frame;
            }

            if (frame.Kind is MessageKind.Ping && _sent)
            {
                await connection.Writer.WriteAsync(new Pong(Ping.Decode(frame.Body).Token), cancel).ConfigureAwait(false);
            }
        }
    }

    private static void Expect(in Frame frame, MessageKind kind)
    {
        if (frame.Kind != kind)
        {
            throw new ProtocolException($"a {frame.Kind} frame where {kind} belongs");
        }
    }
}
