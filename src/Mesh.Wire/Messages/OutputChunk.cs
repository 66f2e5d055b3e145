using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>A piece of the codec stream that carries one output of a job; outputs follow each other in the Result's order.</summary>
/// <param name="Bytes">At most <see cref="WireLimits.MaxChunkBytes"/>; a view of the frame when decoded, valid as long as that is.</param>
internal readonly record struct OutputChunk(ReadOnlyMemory<byte> Bytes) : IMessage
{
    public MessageKind Kind => MessageKind.OutputChunk;

    // the whole body is one bin
    public void Encode(ref MessagePackWriter writer) => writer.Write(Bytes.Span);

    public static OutputChunk Decode(ReadOnlyMemory<byte> body) => new(FieldValues.ReadSoleBytes(body, nameof(OutputChunk)));
}
