using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>The source is complete, or (Cancelled) will never be: the helper then forgets the job, and the connection is free.</summary>
/// <param name="Length">Bytes of the source after decompression.</param>
/// <param name="Digest">XXH64 over the bytes of all its chunks, as carried.</param>
/// <param name="Cancelled">The client's preprocessor failed, say. The helper answers nothing, unless its Refused was on the way.</param>
internal sealed record SourceEnd(long Length, ulong Digest, bool Cancelled = false) : IMessage
{
    public MessageKind Kind => MessageKind.SourceEnd;

    // map: 1 length int | 2 digest int | 3 cancelled bool
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(3);
        writer.Write(1);
        writer.Write(Length);
        writer.Write(2);
        writer.Write(Digest);
        writer.Write(3);
        writer.Write(Cancelled);
    }

    public static SourceEnd Decode(ReadOnlyMemory<byte> body)
    {
        long length = 0;
        ulong digest = 0;
        bool cancelled = false;
        var reader = new MessagePackReader(body.Span);
        var fields = Fields.Open(ref reader, nameof(SourceEnd));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: length = reader.ReadInt64(0, WireLimits.MaxSourceBytes); break;
                case 2: digest = reader.ReadUInt64(); break;
                case 3: cancelled = reader.ReadBoolean(); break;
                default: reader.Skip(); break;
            }
        }
        fields.Close(reader, lastRequired: 2);
        return new SourceEnd(length, digest, cancelled);
    }
}
