using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>The answer to a Ping, with its token.</summary>
internal sealed record Pong(ulong Token) : IMessage
{
    public MessageKind Kind => MessageKind.Pong;

    // map: 1 token int
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Write(1);
        writer.Write(Token);
    }

    public static Pong Decode(ReadOnlyMemory<byte> body) => new(FieldValues.ReadSoleNumber(body, nameof(Pong)));
}
