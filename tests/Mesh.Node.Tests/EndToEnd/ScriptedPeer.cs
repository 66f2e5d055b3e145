using System.Net.Sockets;
using Mesh.Node.Transport;
using Mesh.Testing;
using Mesh.Wire;
using Mesh.Wire.Compression;
using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>A peer that says what a test wants, and answers every job with the bytes it is given: the helper that a client must not trust.</summary>
internal sealed class ScriptedPeer : IDisposable
{
    private readonly LoopbackServer _server;
    private TcpClient? _control;

    public ScriptedPeer() => _server = new LoopbackServer(ServeAsync);

    public int Port => _server.Port;

    public string Id { get; set; } = "0123456789abcdef";

    /// <summary>What it sends back as the object.</summary>
    public byte[] Object { get; set; } = [];

    /// <summary>What it sends back of the outputs that are wanted beside the object, in their order.</summary>
    public IReadOnlyList<byte[]> Beside { get; init; } = [];

    /// <summary>Changes which outputs it sends, and in which order.</summary>
    public Func<IReadOnlyList<(string Kind, byte[] Bytes)>, IReadOnlyList<(string Kind, byte[] Bytes)>> Deliver { get; init; } = outputs => outputs;

    /// <summary>Changes the announcement of the object before it is sent.</summary>
    public Func<OutputInfo, OutputInfo> Announce { get; set; } = info => info;

    /// <summary>What it says that it compiles for.</summary>
    public string Triplet { get; init; } = "x86_64-linux-gnu";

    public int JobsAnswered { get; private set; }

    /// <summary>Whether it says which of its compilers agrees; else it hangs up.</summary>
    public bool AnswersInquiries { get; init; } = true;

    public int Inquiries { get; private set; }

    /// <summary>Dies without a goodbye, as far as its control connection shows.</summary>
    public void DropControl() => _control?.Dispose();

    public void Dispose() => _server.Dispose();

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        try
        {
            using var closing = stop.Register(client.Dispose);
            using var connection = await PeerConnection.AnswerAsync(client.GetStream(), Hello(), stop);
            if (connection.Remote.Purpose == ConnectionPurpose.Control)
            {
                _control = client;
                await connection.Writer.WriteAsync(new State(4, 8, 0, 0), stop);
            }

            Job? job = null;
            while (await connection.Reader.ReadAsync(stop) is { } frame)
            {
                switch (frame.Kind)
                {
                    case MessageKind.Ping:
                        await connection.Writer.WriteAsync(new Pong(Ping.Decode(frame.Body).Token), stop);
                        break;
                    case MessageKind.Inquiry:
                        Inquiries++;
                        if (!AnswersInquiries)
                        {
                            return;
                        }

                        await connection.Writer.WriteAsync(new Offer("any", "a scripted gcc", "scripted", ""), stop);
                        break;
                    case MessageKind.Job:
                        job = Job.Decode(frame.Body);
                        await connection.Writer.WriteAsync(new Accepted(job.JobId), stop);
                        break;
                    case MessageKind.SourceEnd:
                        await AnswerAsync(connection, job!, stop);
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or ProtocolException or OperationCanceledException or ObjectDisposedException)
        {
            // The client hung up, or the test is over.
        }
    }

    private async Task AnswerAsync(PeerConnection connection, Job job, CancellationToken stop)
    {
        var (infos, chunks) = (new List<OutputInfo>(), new List<OutputChunk>());
        foreach (var (kind, bytes) in Deliver([.. job.Outputs.Zip((byte[][])[Object, .. Beside])]))
        {
            using var carried = new PooledBuffer();
            Codecs.Compress(job.Codec, bytes, carried);
            infos.Add(Announce(new OutputInfo(kind, bytes.Length, carried.Length, Digest.Of(carried.Span))));
            chunks.Add(new OutputChunk(carried.Span.ToArray()));
        }

        connection.Writer.Add(new Result { JobId = job.JobId, ExitCode = 0, Outputs = infos });
        chunks.ForEach(chunk => connection.Writer.Add(chunk));
        JobsAnswered++;
        await connection.Writer.WriteAsync(new ResultEnd(job.JobId), stop);
    }

    private Hello Hello() => new()
    {
        Purpose = ConnectionPurpose.Control,
        Codecs = Codecs.Available,
        Node = new NodeInfo
        {
            Id = Id,
            Name = "scripted",
            Arch = "x86_64",
            Port = Port,
            Slots = 4,
            FreeSlots = 4,
            Version = "1",
            Targets = [new TargetInfo(Triplet, "gcc", GccVersion.Value, ["c"])],
        },
    };

    private static readonly Lazy<string> GccVersion = new(() =>
    {
        using var gcc = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/usr/bin/gcc", "-dumpfullversion") { RedirectStandardOutput = true })!;
        return gcc.StandardOutput.ReadToEnd().Trim();
    });
}
