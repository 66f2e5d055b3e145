using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>The first frame of both sides of every connection: who speaks, why, and what it understands.</summary>
internal sealed record Hello : IMessage
{
    public MessageKind Kind => MessageKind.Hello;

    /// <summary>The highest version the sender speaks. Both then speak the lower of the two.</summary>
    public int ProtocolVersion { get; init; } = WireLimits.ProtocolVersion;

    public required ConnectionPurpose Purpose { get; init; }

    public required NodeInfo Node { get; init; }

    /// <summary>Codecs the sender can compress and decompress, best first; a receiver picks the first that it has too.</summary>
    public required IReadOnlyList<string> Codecs { get; init; }

    // map: 1 protocol version int | 2 purpose int | 3 node map | 4 codecs array of str
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Write(1);
        writer.Write(ProtocolVersion);
        writer.Write(2);
        writer.Write((int)Purpose);
        writer.Write(3);
        Node.Encode(ref writer);
        writer.Write(4);
        FieldValues.WriteStrings(ref writer, Codecs);
    }

    public static Hello Decode(ReadOnlyMemory<byte> body)
    {
        int version = 0;
        ConnectionPurpose purpose = default;
        NodeInfo? node = null;
        string[] codecs = [];
        var reader = new MessagePackReader(body.Span);
        var fields = Fields.Open(ref reader, nameof(Hello));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: version = reader.ReadInt32(1, ushort.MaxValue); break;
                case 2: purpose = (ConnectionPurpose)reader.ReadInt32((int)ConnectionPurpose.Control, (int)ConnectionPurpose.Jobs); break;
                case 3: node = NodeInfo.Decode(ref reader); break;
                case 4: codecs = FieldValues.ReadNames(ref reader, WireLimits.MaxShortList); break;
                default: reader.Skip(); break;
            }
        }
        fields.Close(reader, lastRequired: 4);
        return new Hello { ProtocolVersion = version, Purpose = purpose, Node = node!, Codecs = codecs };
    }
}
