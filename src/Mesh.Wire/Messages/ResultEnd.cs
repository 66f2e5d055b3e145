using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>All of a job's outputs have been sent; the connection is free for the next job.</summary>
internal sealed record ResultEnd(ulong JobId) : IMessage
{
    public MessageKind Kind => MessageKind.ResultEnd;

    // map: 1 job id int
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Write(1);
        writer.Write(JobId);
    }

    public static ResultEnd Decode(ReadOnlyMemory<byte> body) => new(FieldValues.ReadSoleNumber(body, nameof(ResultEnd)));
}
