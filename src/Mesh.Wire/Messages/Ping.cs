using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>Asks for a Pong with the same token; either side may, at any time after the Hellos.</summary>
internal sealed record Ping(ulong Token) : IMessage
{
    public MessageKind Kind => MessageKind.Ping;

    // map: 1 token int
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Write(1);
        writer.Write(Token);
    }

    public static Ping Decode(ReadOnlyMemory<byte> body) => new(FieldValues.ReadSoleNumber(body, nameof(Ping)));
}
