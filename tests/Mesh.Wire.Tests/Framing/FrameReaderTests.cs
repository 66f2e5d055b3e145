using System.Buffers.Binary;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;
using Mesh.Wire.Tests.Messages;

namespace Mesh.Wire.Tests.Framing;

public sealed class FrameReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_is_read_however_it_is_cut()
    {
        byte[] bytes = [.. SampleMessages.All.SelectMany(SampleMessages.Frame)];
        for (int piece = 1; piece < 300; piece++)
        {
            using var reader = new FrameReader(new PiecewiseStream(bytes, piece));
            foreach (var message in SampleMessages.All)
                Assert.Equal(SampleMessages.Body(message), (await reader.ReadAsync(Cancel))!.Value.Body.ToArray());
            Assert.Null(await reader.ReadAsync(Cancel));
            Assert.Null(await reader.ReadAsync(Cancel));
        }
    }

    [Fact]
    public async Task A_stream_that_ends_inside_a_frame_is_an_end_and_not_a_lie()
    {
        byte[] bytes = SampleMessages.Frame(SampleMessages.All[0]);
        for (int length = 1; length < bytes.Length; length++)
        {
            using var reader = new FrameReader(new PiecewiseStream(bytes[..length], 7));
            await Assert.ThrowsAsync<EndOfStreamException>(async () => await reader.ReadAsync(Cancel));
        }
    }

    [Theory]
    [InlineData((byte)MessageKind.Hello, 0)]
    [InlineData((byte)MessageKind.Hello, WireLimits.MaxHelloBytes + 1)]
    [InlineData((byte)MessageKind.Ping, WireLimits.MaxSmallBytes + 1)]
    [InlineData((byte)MessageKind.Job, WireLimits.MaxJobBytes + 1)]
    [InlineData((byte)MessageKind.SourceChunk, WireLimits.MaxChunkBytes + 7)]
    [InlineData((byte)MessageKind.Result, WireLimits.MaxFrameBytes + 1)]
    [InlineData((byte)MessageKind.Result, -1)]
    [InlineData((byte)0, 1)]
    [InlineData((byte)200, 1)]
    [InlineData((byte)'P', 0x47455420)]   // "GET P...": someone's HTTP request
    public async Task Length_outside_the_limits_is_refused(byte kindNumber, int length)
    {
        var kind = (MessageKind)kindNumber;
        byte[] header = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(header, length);
        header[4] = (byte)kind;
        using var reader = new FrameReader(new MemoryStream(header));
        await Assert.ThrowsAsync<ProtocolException>(async () => await reader.ReadAsync(Cancel));
    }

    [Fact]
    public async Task Frames_of_the_largest_size_are_read()
    {
        foreach (var kind in Enum.GetValues<MessageKind>())
        {
            byte[] frame = new byte[4 + WireLimits.MaxFrame(kind)];
            BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - 4);
            frame[4] = (byte)kind;
            frame[^1] = 42;
            using var reader = new FrameReader(new MemoryStream([.. frame, .. SampleMessages.Frame(new Ping(1))]));
            var read = await reader.ReadAsync(Cancel);
            Assert.Equal(kind, read!.Value.Kind);
            Assert.Equal(frame.AsSpan(5), read.Value.Body.Span);
            Assert.Equal(MessageKind.Ping, (await reader.ReadAsync(Cancel))!.Value.Kind);
        }
    }

    /// <summary>Four megabytes announced and one byte sent must not cost four megabytes.</summary>
    [Fact]
    public async Task Announced_bytes_cost_nothing_until_they_come()
    {
        byte[] header = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(header, WireLimits.MaxFrameBytes);
        header[4] = (byte)MessageKind.Result;
        var stream = new PiecewiseStream([.. header, .. new byte[100_000]], 1000);
        using var reader = new FrameReader(stream);
        await Assert.ThrowsAsync<EndOfStreamException>(async () => await reader.ReadAsync(Cancel));
        Assert.InRange(stream.LargestRoom, 1, 256 * 1024);
    }

    [Fact]
    public async Task After_hanging_up_there_are_no_more_frames()
    {
        var reader = new FrameReader(new MemoryStream([.. SampleMessages.Frame(new Ping(1)), .. SampleMessages.Frame(new Ping(2))]));
        await reader.ReadAsync(Cancel);
        reader.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reader.ReadAsync(Cancel));
    }

    [Fact]
    public async Task A_stream_that_stops_inside_a_frame_is_given_up()
    {
        using var socket = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync((System.Net.IPEndPoint)socket.LocalEndpoint, TestContext.Current.CancellationToken);
        using var peer = await socket.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        byte[] frame = SampleMessages.Frame(new Ping(1));
        await peer.GetStream().WriteAsync(frame.AsMemory(0, frame.Length - 1), TestContext.Current.CancellationToken);

        using var reader = new FrameReader(client.GetStream());
        var reading = reader.ReadAsync(TestContext.Current.CancellationToken).AsTask();

        // What a socket says when it is closed under a read differs; what matters is that the read ends, and that the peer is not said to have ended between frames.
        await Assert.ThrowsAnyAsync<IOException>(() => reading.WaitAsync(WireLimits.StallTimeout + TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }
}
