using Mesh.Wire;
using Mesh.Wire.Compression;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Transport;

/// <summary>A greeted connection to a peer: both sides have said who they are and what they understand. Owns the stream.</summary>
internal sealed class PeerConnection : IDisposable
{
    private readonly Stream _stream;

    private PeerConnection(Stream stream, FrameReader reader, FrameWriter writer)
    {
        _stream = stream;
        Reader = reader;
        Writer = writer;
    }

    public FrameReader Reader { get; }

    public FrameWriter Writer { get; }

    /// <summary>What the other side said of itself.</summary>
    public Hello Remote { get; private set; } = null!;

    /// <summary>What bulk bytes are compressed with, in both directions.</summary>
    public string Codec { get; private set; } = "";

    /// <summary>Greets the peer on a stream that we opened.</summary>
    /// <exception cref="IOException">It does not answer in time, or hangs up.</exception>
    /// <exception cref="ProtocolException">It is no mesh node, or one of another protocol version.</exception>
    public static Task<PeerConnection> GreetAsync(Stream stream, Hello ours, CancellationToken cancel) =>
        InTimeAsync(stream, cancel, async connection =>
        {
            await connection.Writer.WriteAsync(ours, cancel).ConfigureAwait(false);
            connection.Accept(await connection.ReadHelloAsync(cancel).ConfigureAwait(false), ours);
        });

    /// <summary>Answers the greeting of a peer that connected to us, repeating its purpose.</summary>
    /// <exception cref="IOException">It says nothing in time, or hangs up.</exception>
    /// <exception cref="ProtocolException">It is no mesh node, or one of another protocol version.</exception>
    public static Task<PeerConnection> AnswerAsync(Stream stream, Hello ours, CancellationToken cancel) =>
        InTimeAsync(stream, cancel, async connection =>
        {
            var theirs = await connection.ReadHelloAsync(cancel).ConfigureAwait(false);
            await connection.Writer.WriteAsync(ours with { Purpose = theirs.Purpose }, cancel).ConfigureAwait(false);
            connection.Accept(theirs, ours);
        });

    public void Dispose()
    {
        _stream.Dispose();
        Reader.Dispose();
        Writer.Dispose();
    }

    private static async Task<PeerConnection> InTimeAsync(Stream stream, CancellationToken cancel, Func<PeerConnection, Task> greet)
    {
        var connection = new PeerConnection(stream, new FrameReader(stream), new FrameWriter(stream));
        using var late = new CancellationTokenSource(WireLimits.HelloTimeout);
        try
        {
            // Closing the stream ends a read on every runtime; a token alone does not on Mono.
            using (cancel.Register(stream.Dispose))
            using (late.Token.Register(stream.Dispose))
            {
                await greet(connection).ConfigureAwait(false);
            }

            return connection;
        }
        catch (Exception e) when (e is ObjectDisposedException or IOException or OperationCanceledException or ProtocolException)
        {
            connection.Dispose();
            cancel.ThrowIfCancellationRequested();
            if (e is ProtocolException)
            {
                throw;
            }

            throw late.IsCancellationRequested ? new IOException($"no greeting within {WireLimits.HelloTimeout.TotalSeconds:0} s", e) : new IOException(e.Message, e);
        }
    }

    private async Task<Hello> ReadHelloAsync(CancellationToken cancel)
    {
        var frame = await Reader.ReadAsync(cancel).ConfigureAwait(false) ?? throw new IOException("it hung up before its greeting");
        return frame.Kind switch
        {
            MessageKind.Hello => Hello.Decode(frame.Body),
            MessageKind.Goodbye => throw new IOException($"it says goodbye: {Goodbye.Decode(frame.Body).Reason}"),
            _ => throw new ProtocolException($"a {frame.Kind} frame where the Hello belongs"),
        };
    }

    private void Accept(Hello theirs, Hello ours)
    {
        if (theirs.ProtocolVersion < ours.ProtocolVersion)
        {
            throw new ProtocolException($"it speaks protocol version {theirs.ProtocolVersion}, this node {ours.ProtocolVersion}; update mesh there");
        }

        Remote = theirs;
        Codec = Codecs.Choose(theirs.Codecs) ?? throw new ProtocolException($"no common codec: it has {string.Join(", ", theirs.Codecs)}");
    }
}
