using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Wire.Tests.Hands;

public sealed class HandsFrameTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4096)]
    public async Task Messages_arrive_whole_in_order_however_the_bytes_are_cut(int pieces)
    {
        HandsMessage[] sent = [new Run(1, ["gcc", "-E"], ["A=1"]), new Close(), new Data(new byte[100_000]), new Exit(3)];
        var reader = new HandsFrameReader(new SlowStream(AnyMessage.Encode(sent), pieces));
        foreach (var message in sent)
        {
            var read = await reader.ReadAsync(Cancel);
            Assert.Equal(AnyMessage.Encode(message), AnyMessage.Encode(read!));
        }

        Assert.Null(await reader.ReadAsync(Cancel));
    }

    [Theory]
    [InlineData("00000000")]
    [InlineData("ffffffff4d")]
    [InlineData("008000014d")]
    public async Task Length_outside_the_limits_is_refused(string hex) =>
        await Assert.ThrowsAsync<ProtocolException>(async () => await ReadAsync(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("00")]
    [InlineData("00000005")]
    [InlineData("000000054d0000")]
    [InlineData("007fffff4d0000")]
    public async Task A_stream_that_ends_inside_a_frame_is_refused(string hex)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        await Assert.ThrowsAsync<ProtocolException>(async () => await ReadAsync(Convert.FromHexString(hex)));

        // An announced length of 8 MB costs nothing.
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 2_000_000);
    }

    [Fact]
    public async Task Long_output_is_cut_into_frames_and_comes_together_again()
    {
        var bytes = new byte[3 * HandsLimits.MaxChunkBytes + 17];
        new Random(1).NextBytes(bytes);
        using var stream = new MemoryStream();
        var writer = new HandsFrameWriter(stream);
        writer.Add(new Data(bytes));
        await writer.WriteAsync(new Close(), Cancel);
        stream.Position = 0;
        var reader = new HandsFrameReader(stream);
        var together = new List<byte>();
        var frames = 0;
        while (await reader.ReadAsync(Cancel) is Data data)
        {
            Assert.InRange(data.Bytes.Length, 1, HandsLimits.MaxChunkBytes);
            together.AddRange(data.Bytes.ToArray());
            frames++;
        }

        Assert.Equal(4, frames);
        Assert.Equal(bytes, together.ToArray());
    }

    [Fact]
    public async Task A_read_can_be_cancelled()
    {
        var (left, right) = DuplexStream.Pair();
        using var _ = right;
        using var connection = new HandsConnection(left);
        using var cancel = new CancellationTokenSource();
        var reading = connection.ReadAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    private static async Task<HandsMessage?> ReadAsync(byte[] bytes) => await new HandsFrameReader(new MemoryStream(bytes)).ReadAsync(Cancel);

    /// <summary>Gives a few bytes per read.</summary>
    private sealed class SlowStream(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, atOnce)], cancellationToken);
    }
}
