namespace Mesh.Wire.Hands;

/// <summary>Both directions of one conversation between hands and brain; owns the stream.</summary>
internal sealed class HandsConnection(Stream stream) : IDisposable
{
    public HandsFrameReader Reader { get; } = new(stream);

    public HandsFrameWriter Writer { get; } = new(stream);

    /// <summary>The next message, or null when the other side has closed.</summary>
    public ValueTask<HandsMessage?> ReadAsync(CancellationToken cancel) => Reader.ReadAsync(cancel);

    public ValueTask WriteAsync(HandsMessage message, CancellationToken cancel) => Writer.WriteAsync(message, cancel);

    public void Dispose() => stream.Dispose();
}
