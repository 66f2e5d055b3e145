using Mesh.Wire.Framing;
using Mesh.Wire.Messages;
using Mesh.Wire.Tests.Messages;

namespace Mesh.Wire.Tests.Framing;

public sealed class FrameWriterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Frames_that_were_added_leave_in_one_write()
    {
        var stream = new CountingStream();
        using var writer = new FrameWriter(stream);
        foreach (var message in SampleMessages.All)
            writer.Add(message);
        Assert.Equal(0, stream.Writes);
        Assert.True(writer.Pending > 0);
        await writer.FlushAsync(Cancel);
        Assert.Equal(1, stream.Writes);
        Assert.Equal(0, writer.Pending);
        Assert.Equal(SampleMessages.All.SelectMany(SampleMessages.Frame), stream.ToArray());
        await writer.FlushAsync(Cancel);
        Assert.Equal(1, stream.Writes);
    }

    [Fact]
    public async Task A_message_may_change_once_it_was_added()
    {
        var stream = new MemoryStream();
        using var writer = new FrameWriter(stream);
        byte[] bytes = [1, 2, 3];
        writer.Add(new SourceChunk(bytes));
        bytes[0] = 9;
        await writer.WriteAsync(new Ping(1), Cancel);
        byte[] expected = [.. SampleMessages.Frame(new SourceChunk(new byte[] { 1, 2, 3 })), .. SampleMessages.Frame(new Ping(1))];
        Assert.Equal(expected, stream.ToArray());
    }

    [Fact]
    public void After_hanging_up_nothing_is_added()
    {
        var writer = new FrameWriter(Stream.Null);
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => writer.Add(new Ping(1)));
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
