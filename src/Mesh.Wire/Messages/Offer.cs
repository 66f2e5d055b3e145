using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>A helper's answer to an <see cref="Inquiry"/>.</summary>
/// <param name="Match">What a Job names to be compiled so; empty where no compiler here agrees.</param>
/// <param name="Toolchain">The compiler, in words; of the nearest one where none agrees.</param>
/// <param name="Fingerprint">Tells this compiler package from others, as far as it can be told: for what is remembered about it.</param>
/// <param name="Detail">Why none agrees; empty where one does.</param>
internal sealed record Offer(string Match, string Toolchain, string Fingerprint, string Detail) : IMessage
{
    public MessageKind Kind => MessageKind.Offer;

    // map: 1 match str | 2 toolchain str | 3 fingerprint str | 4 detail str
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Write(1);
        writer.Write(Match);
        writer.Write(2);
        FieldValues.WriteDetail(ref writer, Toolchain);
        writer.Write(3);
        writer.Write(Fingerprint);
        writer.Write(4);
        FieldValues.WriteDetail(ref writer, Detail);
    }

    public static Offer Decode(ReadOnlyMemory<byte> body)
    {
        string match = "", toolchain = "", fingerprint = "", detail = "";
        var reader = new MessagePackReader(body.Span);
        var fields = Fields.Open(ref reader, nameof(Offer));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: match = FieldValues.ReadName(ref reader); break;
                case 2: toolchain = FieldValues.ReadDetail(ref reader); break;
                case 3: fingerprint = FieldValues.ReadName(ref reader); break;
                case 4: detail = FieldValues.ReadDetail(ref reader); break;
                default: reader.Skip(); break;
            }
        }
        fields.Close(reader, lastRequired: 1);
        return new Offer(match, toolchain, fingerprint, detail);
    }
}
