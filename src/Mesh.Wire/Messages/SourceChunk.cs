using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>A piece of the codec stream that carries a job's source.</summary>
/// <param name="Bytes">At most <see cref="WireLimits.MaxChunkBytes"/>; a view of the frame when decoded, valid as long as that is.</param>
internal readonly record struct SourceChunk(ReadOnlyMemory<byte> Bytes) : IMessage
{
    public MessageKind Kind => MessageKind.SourceChunk;

    // the whole body is one bin
    public void Encode(ref MessagePackWriter writer) => writer.Write(Bytes.Span);

    public static SourceChunk Decode(ReadOnlyMemory<byte> body) => new(FieldValues.ReadSoleBytes(body, nameof(SourceChunk)));
}
