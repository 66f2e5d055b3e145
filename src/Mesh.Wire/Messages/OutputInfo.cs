using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>One output of a job, announced by its Result and carried by the OutputChunks after it.</summary>
/// <param name="OutputKind">As the Job asked: <c>object</c>, <c>stack-usage</c>...</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="CarriedLength">Bytes of its chunks together: its codec stream.</param>
/// <param name="Digest">XXH64 over those carried bytes.</param>
internal sealed record OutputInfo(string OutputKind, long Length, long CarriedLength, ulong Digest)
{
    // map: 1 kind str | 2 length int | 3 carried length int | 4 digest int
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Write(1);
        writer.Write(OutputKind);
        writer.Write(2);
        writer.Write(Length);
        writer.Write(3);
        writer.Write(CarriedLength);
        writer.Write(4);
        writer.Write(Digest);
    }

    public static OutputInfo Decode(ref MessagePackReader reader)
    {
        string kind = "";
        long length = 0, carriedLength = 0;
        ulong digest = 0;
        var fields = Fields.Open(ref reader, nameof(OutputInfo));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: kind = FieldValues.ReadName(ref reader); break;
                case 2: length = reader.ReadInt64(0, WireLimits.MaxOutputBytes); break;
                case 3: carriedLength = reader.ReadInt64(0, WireLimits.MaxCarriedBytes(WireLimits.MaxOutputBytes)); break;
                case 4: digest = reader.ReadUInt64(); break;
                default: reader.Skip(); break;
            }
        }
        fields.Require(4);
        if (carriedLength > WireLimits.MaxCarriedBytes(length))
            throw new ProtocolException($"an output of {length} bytes carried in {carriedLength}");
        return new OutputInfo(kind, length, carriedLength, digest);
    }
}
