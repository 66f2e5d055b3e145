namespace Mesh.Wire.Tests.Framing;

/// <summary>Gives its bytes in pieces of one size, as a network may; remembers how much room it was offered.</summary>
internal sealed class PiecewiseStream(byte[] bytes, int piece) : MemoryStream(bytes)
{
    public int LargestRoom { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Assert.False(buffer.IsEmpty);
        LargestRoom = Math.Max(LargestRoom, buffer.Length);
        return base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
