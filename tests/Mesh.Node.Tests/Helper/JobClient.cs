using Mesh.Wire;
using Mesh.Wire.Compression;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.Helper;

/// <summary>The client's side of a job conversation, frame by frame, for tests that break off anywhere.</summary>
internal sealed class JobClient(Stream stream) : IDisposable
{
    private readonly FrameReader _reader = new(stream);
    private readonly FrameWriter _writer = new(stream);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Job FakeJob { get; } = new()
    {
        JobId = 1,
        Triplet = "fake-linux-gnu",
        Compiler = "gcc",
        CompilerVersion = "1.2.3",
        Language = "c",
        PreprocessMode = "full",
        Options = ["-O2"],
        SourceName = "x.c",
        Outputs = ["object"],
        Codec = "none",
    };

    /// <summary>Sends a whole job and reads the whole answer.</summary>
    public async Task<JobAnswer> CompileAsync(Job job, byte[] source, int chunkBytes = 64 * 1024)
    {
        await SendAsync(job);
        switch (await ReadAsync())
        {
            case Refused refused: return new JobAnswer(refused, null, []);
            case null: throw new JobCutException();
        }

        foreach (var message in SourceMessages(job, source, chunkBytes)) await SendAsync(message);
        return await ReadAnswerAsync(job);
    }

    public async Task<JobAnswer> ReadAnswerAsync(Job job)
    {
        switch (await ReadAsync())
        {
            case Refused refused:
                return new JobAnswer(refused, null, []);
            case null:
                throw new JobCutException();
            case Result result:
                var outputs = new List<byte[]>();
                foreach (var info in result.Outputs) outputs.Add(await ReadOutputAsync(job, info));
                Assert.Equal(job.JobId, Assert.IsType<ResultEnd>(await ReadAsync() ?? throw new JobCutException()).JobId);
                return new JobAnswer(null, result, outputs);
            case var other:
                throw new InvalidOperationException($"a {other.Kind} where the answer belongs");
        }
    }

    public async Task SendAsync(IMessage message) => await _writer.WriteAsync(message, Cancel);

    /// <summary>The next message, or null at the end of the stream. Chunks are copied.</summary>
    public async Task<IMessage?> ReadAsync()
    {
        if (await _reader.ReadAsync(Cancel) is not { } frame) return null;
        var message = MessageCodec.Decode(frame);
        return message is OutputChunk chunk ? new OutputChunk(chunk.Bytes.ToArray()) : message;
    }

    public static IEnumerable<IMessage> SourceMessages(Job job, byte[] source, int chunkBytes)
    {
        using var carried = new PooledBuffer();
        Codecs.Compress(job.Codec, source, carried);
        var bytes = carried.Span.ToArray();
        for (var start = 0; start < bytes.Length; start += chunkBytes)
            yield return new SourceChunk(bytes.AsMemory(start, Math.Min(chunkBytes, bytes.Length - start)));
        yield return new SourceEnd(source.Length, Digest.Of(bytes));
    }

    public void Dispose()
    {
        stream.Dispose();
        _reader.Dispose();
        _writer.Dispose();
    }

    private async Task<byte[]> ReadOutputAsync(Job job, OutputInfo info)
    {
        using var decompressor = Codecs.CreateDecompressor(job.Codec, info.Length);
        using var output = new PooledBuffer();
        var digest = new Digest();
        for (long carried = 0; carried < info.CarriedLength;)
        {
            var chunk = Assert.IsType<OutputChunk>(await ReadAsync() ?? throw new JobCutException());
            digest.Append(chunk.Bytes.Span);
            decompressor.Decompress(chunk.Bytes, output);
            carried += chunk.Bytes.Length;
        }

        Assert.Equal(info.Digest, digest.Finish());
        Assert.Equal(info.Length, output.Length);
        return output.Span.ToArray();
    }
}
