using System.Net;
using System.Net.Sockets;
using Mesh.Wire;
using Mesh.Wire.Compression;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;

// One job over TCP on this runtime, with each codec: prints a line per codec, or fails.
var random = new Random(1);
byte[] source = new byte[1_000_000];
for (int i = 0; i < source.Length; i++)
    source[i] = (byte)"int f(void);\n"[random.Next(20) == 0 ? random.Next(13) : i % 13];

using var client = new TcpClient();
var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
client.Connect((IPEndPoint)listener.LocalEndpoint);
using var helper = listener.AcceptTcpClient();
var writer = new FrameWriter(client.GetStream());
var reader = new FrameReader(helper.GetStream());

foreach (string codec in Codecs.Available)
{
    var sending = SendAsync(codec);
    Console.WriteLine($"{codec} {await ReceiveAsync()}");
    await sending;
}
client.Close();
Console.WriteLine(await reader.ReadAsync(default) is null ? "end" : "more");

async Task SendAsync(string codec)
{
    var job = new Job
    {
        JobId = 1,
        Triplet = "i686-linux-gnu",
        Compiler = "gcc",
        CompilerVersion = "12.2.0",
        Language = "c",
        PreprocessMode = "full",
        Options = new[] { "-O2", "-DGREETING=\"grüß\"" },
        SourceName = "a.c",
        Outputs = new[] { "object" },
        Codec = codec,
    };
    writer.Add(new Ping(ulong.MaxValue));
    writer.Add(job);
    using var compressor = Codecs.CreateCompressor(codec);
    using var carried = new PooledBuffer();
    compressor.Compress(source, carried, end: true);
    for (int at = 0; at < carried.Length; at += WireLimits.MaxChunkBytes)
        await writer.WriteAsync(new SourceChunk(carried.Memory.Slice(at, Math.Min(WireLimits.MaxChunkBytes, carried.Length - at))), default);
    await writer.WriteAsync(new SourceEnd(source.Length, Digest.Of(carried.Span)), default);
}

async Task<string> ReceiveAsync()
{
    var ping = Ping.Decode((await NextAsync()).Body);
    var job = Job.Decode((await NextAsync()).Body);
    using var decompressor = Codecs.CreateDecompressor(job.Codec, WireLimits.MaxSourceBytes);
    using var bytes = new PooledBuffer();
    var digest = new Digest();
    Frame frame;
    while ((frame = await NextAsync()).Kind == MessageKind.SourceChunk)
    {
        var chunk = SourceChunk.Decode(frame.Body).Bytes;
        digest.Append(chunk.Span);
        decompressor.Decompress(chunk, bytes);
    }
    decompressor.Finish();
    var end = SourceEnd.Decode(frame.Body);
    bool same = ping.Token == ulong.MaxValue && end.Length == bytes.Length && end.Digest == digest.Finish() && bytes.Span.SequenceEqual(source);
    return same && job.Options[1] == "-DGREETING=\"grüß\"" ? "whole" : "damaged";
}

async ValueTask<Frame> NextAsync() => await reader.ReadAsync(default) ?? throw new EndOfStreamException();
