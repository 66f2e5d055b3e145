using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>The helper will not compile the job, or gave it up: instead of Accepted, or at any time until its Result.</summary>
internal sealed record Refused(ulong JobId, RefusalReason Reason, string Detail = "", int RetryAfterMs = 0) : IMessage
{
    public MessageKind Kind => MessageKind.Refused;

    // map: 1 job id int | 2 reason int | 3 detail str | 4 retry after, ms int
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Write(1);
        writer.Write(JobId);
        writer.Write(2);
        writer.Write((int)Reason);
        writer.Write(3);
        FieldValues.WriteDetail(ref writer, Detail);
        writer.Write(4);
        writer.Write(RetryAfterMs);
    }

    public static Refused Decode(ReadOnlyMemory<byte> body)
    {
        ulong jobId = 0;
        var reason = RefusalReason.Internal;
        string detail = "";
        int retryAfterMs = 0;
        var reader = new MessagePackReader(body.Span);
        var fields = Fields.Open(ref reader, nameof(Refused));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: jobId = reader.ReadUInt64(); break;
                case 2: reason = (RefusalReason)reader.ReadInt32(1, byte.MaxValue); break;
                case 3: detail = FieldValues.ReadDetail(ref reader); break;
                case 4: retryAfterMs = reader.ReadInt32(0, WireLimits.MaxMilliseconds); break;
                default: reader.Skip(); break;
            }
        }
        fields.Close(reader, lastRequired: 2);
        return new Refused(jobId, reason <= RefusalReason.Internal ? reason : RefusalReason.Internal, detail, retryAfterMs);
    }
}
