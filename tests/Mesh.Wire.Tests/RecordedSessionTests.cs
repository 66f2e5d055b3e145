using System.Net;
using System.Net.Sockets;
using Mesh.Testing;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;
using Mesh.Wire.Tests.Messages;

namespace Mesh.Wire.Tests;

/// <summary>A conversation with every kind of message over TCP, recorded, and read by python3-msgpack.</summary>
public sealed class RecordedSessionTests
{
    private static readonly MessageKind[] OfTheHelper =
        [MessageKind.State, MessageKind.Pong, MessageKind.Accepted, MessageKind.Refused, MessageKind.Result, MessageKind.OutputChunk, MessageKind.ResultEnd];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Python_decodes_every_frame()
    {
        string? whyNot = await PythonMsgpack.WhyNotAsync(Cancel);
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
        using var folder = new TempDirectory();
        await RecordAsync(folder.File("session"));
        var frames = await PythonMsgpack.DecodeAllAsync(folder.File("session"), Cancel);

        Assert.Equal(SampleMessages.All.Select(m => (byte)m.Kind).Order(), frames.Select(f => f.Kind).Order());
        Assert.All(frames, frame => Assert.Equal(!OfTheHelper.Contains((MessageKind)frame.Kind), frame.Sent));
        var job = frames.First(f => f.Kind == (byte)MessageKind.Job).Body;
        Assert.Equal(7, job.GetProperty("1").GetInt32());
        Assert.Equal(["-O2", "-fPIC", "-DGREETING=\"grüß\""], job.GetProperty("7").EnumerateArray().Select(o => o.GetString()!));
        var end = frames.First(f => f.Kind == (byte)MessageKind.SourceEnd).Body;
        Assert.Equal(Digest.Of("int answer = 42;\n"u8), end.GetProperty("2").GetUInt64());
        var chunk = frames.Single(f => f.Kind == (byte)MessageKind.SourceChunk).Body;
        Assert.Equal(Convert.ToHexStringLower("int answer = 42;\n"u8), chunk.GetProperty("bin").GetString());
    }

    [Fact]
    public async Task Frames_that_python_encodes_are_accepted_and_are_ours_to_the_byte()
    {
        string? whyNot = await PythonMsgpack.WhyNotAsync(Cancel);
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
        using var folder = new TempDirectory();
        await RecordAsync(folder.File("session"));
        await PythonMsgpack.EncodeAllAsync(folder.File("session"), folder.File("python"), Cancel);
        foreach (bool sent in new[] { true, false })
        {
            byte[] bytes = WireTap.Replay(folder.File("python"), sent);
            var reader = new FrameReader(new MemoryStream(bytes));
            var expected = SampleMessages.All.Where(m => sent != OfTheHelper.Contains(m.Kind));
            foreach (var message in expected)
            {
                var decoded = MessageCodec.Decode((await reader.ReadAsync(Cancel))!.Value);
                Assert.Equal(SampleMessages.Frame(message), SampleMessages.Frame(decoded));
            }
            Assert.Null(await reader.ReadAsync(Cancel));
            Assert.Equal(WireTap.Replay(folder.File("session"), sent), bytes);
        }
    }

    /// <summary>Everything the client of a conversation sends and reads, taken down at its end.</summary>
    private static async Task RecordAsync(string file)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Cancel);
        using var helper = await listener.AcceptTcpClientAsync(Cancel);
        await using var tap = new WireTap(client.GetStream(), file);
        using var clientReader = new FrameReader(tap);
        using var helperReader = new FrameReader(helper.GetStream());
        using var clientWriter = new FrameWriter(tap);
        using var helperWriter = new FrameWriter(helper.GetStream());
        foreach (var message in SampleMessages.All)
        {
            bool toClient = OfTheHelper.Contains(message.Kind);
            await (toClient ? helperWriter : clientWriter).WriteAsync(message, Cancel);
            var frame = await (toClient ? clientReader : helperReader).ReadAsync(Cancel);
            Assert.Equal(message.Kind, frame!.Value.Kind);
        }
    }
}
