using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>A node as it describes itself in its Hello.</summary>
internal sealed record NodeInfo
{
    /// <summary>Tells nodes apart, also two of the same name; chosen at random when a node is set up.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>As <c>uname -m</c> says it.</summary>
    public required string Arch { get; init; }

    /// <summary>The TCP port where this node takes connections; 0 when it takes none.</summary>
    public required int Port { get; init; }

    /// <summary>Jobs that may run here at once; 0 on a node that only sends jobs.</summary>
    public required int Slots { get; init; }

    public required int FreeSlots { get; init; }

    /// <summary>Version of the mesh program, for people.</summary>
    public required string Version { get; init; }

    public required IReadOnlyList<TargetInfo> Targets { get; init; }

    // map: 1 id str | 2 name str | 3 arch str | 4 port int | 5 slots int | 6 free slots int | 7 version str | 8 targets array of map
    public void Encode(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(8);
        writer.Write(1);
        writer.Write(Id);
        writer.Write(2);
        writer.Write(Name);
        writer.Write(3);
        writer.Write(Arch);
        writer.Write(4);
        writer.Write(Port);
        writer.Write(5);
        writer.Write(Slots);
        writer.Write(6);
        writer.Write(FreeSlots);
        writer.Write(7);
        writer.Write(Version);
        writer.Write(8);
        writer.WriteArrayHeader(Targets.Count);
        foreach (var target in Targets)
            target.Encode(ref writer);
    }

    public static NodeInfo Decode(ref MessagePackReader reader)
    {
        string id = "", name = "", arch = "", version = "";
        int port = 0, slots = 0, freeSlots = 0;
        TargetInfo[] targets = [];
        var fields = Fields.Open(ref reader, nameof(NodeInfo));
        while (fields.Next(ref reader))
        {
            switch (fields.Key)
            {
                case 1: id = FieldValues.ReadName(ref reader); break;
                case 2: name = FieldValues.ReadName(ref reader); break;
                case 3: arch = FieldValues.ReadName(ref reader); break;
                case 4: port = reader.ReadInt32(0, ushort.MaxValue); break;
                case 5: slots = reader.ReadInt32(0, WireLimits.MaxSlots); break;
                case 6: freeSlots = reader.ReadInt32(0, WireLimits.MaxSlots); break;
                case 7: version = FieldValues.ReadName(ref reader); break;
                case 8: targets = TargetInfo.DecodeAll(ref reader); break;
                default: reader.Skip(); break;
            }
        }
        fields.Require(8);
        return new NodeInfo
        {
            Id = id,
            Name = name,
            Arch = arch,
            Port = port,
            Slots = slots,
            FreeSlots = freeSlots,
            Version = version,
            Targets = targets,
        };
    }
}
