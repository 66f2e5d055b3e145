using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>The helper will run the job: the source may come. Its twin is Refused.</summary>
internal sealed record Accepted(ulong JobId) : IMessage
{
    public MessageKind Kind => MessageKind.Accepted;

    // map: 1 job id int
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Write(1);
        writer.Write(JobId);
    }

    public static Accepted Decode(ReadOnlyMemory<byte> body) => new(FieldValues.ReadSoleNumber(body, nameof(Accepted)));
}
