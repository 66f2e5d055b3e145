using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>The last frame of a side that closes a connection on purpose.</summary>
internal sealed record Goodbye(GoodbyeReason Reason, string Detail = "") : IMessage
{
    public MessageKind Kind => MessageKind.Goodbye;

    // map: 1 reason int | 2 detail str
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Write(1);
        writer.Write((int)Reason);
        writer.Write(2);
        FieldValues.WriteDetail(ref writer, Detail);
    }

    public static Goodbye Decode(ReadOnlyMemory<byte> body)
    {
        var reason = GoodbyeReason.Leaving;
        string detail = "";
        var reader = new MessagePackReader(body.Span);
        var fields = Fields.Open(ref reader, nameof(Goodbye));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: reason = (GoodbyeReason)reader.ReadInt32(1, byte.MaxValue); break;
                case 2: detail = FieldValues.ReadDetail(ref reader); break;
                default: reader.Skip(); break;
            }
        }
        fields.Close(reader, lastRequired: 1);
        return new Goodbye(reason <= GoodbyeReason.Full ? reason : GoodbyeReason.Leaving, detail);
    }
}
