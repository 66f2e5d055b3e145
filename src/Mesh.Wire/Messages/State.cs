using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>A helper's room at this moment, pushed over control connections.</summary>
/// <param name="FreeSlots">Jobs it would start at once.</param>
/// <param name="Capacity">Jobs it will accept at once, running ones included.</param>
/// <param name="Running">Jobs running now, for whomever.</param>
/// <param name="Yours">How many of those are the receiver's.</param>
internal sealed record State(int FreeSlots, int Capacity, int Running, int Yours) : IMessage
{
    /// <summary>The compilers as they are now, where they have changed since they were last told; else null.</summary>
    public IReadOnlyList<TargetInfo>? Targets { get; init; }

    public MessageKind Kind => MessageKind.State;

    // map: 1 free slots int | 2 capacity int | 3 running int | 4 yours int | 5 targets array of map, only where they changed
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(Targets is null ? 4 : 5);
        writer.Write(1);
        writer.Write(FreeSlots);
        writer.Write(2);
        writer.Write(Capacity);
        writer.Write(3);
        writer.Write(Running);
        writer.Write(4);
        writer.Write(Yours);
        if (Targets is null)
            return;
        writer.Write(5);
        writer.WriteArrayHeader(Targets.Count);
        foreach (var target in Targets)
            target.Encode(ref writer);
    }

    public static State Decode(ReadOnlyMemory<byte> body)
    {
        int freeSlots = 0, capacity = 0, running = 0, yours = 0;
        TargetInfo[]? targets = null;
        var reader = new MessagePackReader(body.Span);
        var fields = Fields.Open(ref reader, nameof(State));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: freeSlots = reader.ReadInt32(0, WireLimits.MaxSlots); break;
                case 2: capacity = reader.ReadInt32(0, WireLimits.MaxSlots); break;
                case 3: running = reader.ReadInt32(0, WireLimits.MaxSlots); break;
                case 4: yours = reader.ReadInt32(0, WireLimits.MaxSlots); break;
                case 5: targets = TargetInfo.DecodeAll(ref reader); break;
                default: reader.Skip(); break;
            }
        }
        fields.Close(reader, lastRequired: 4);
        return new State(freeSlots, capacity, running, yours) { Targets = targets };
    }
}
