namespace Mesh.Node.Discovery;

/// <summary>What a node tells the network about itself. A helper that takes no jobs advertises no slots.</summary>
internal sealed record Advertisement
{
    /// <summary>Hexadecimal, stable for the life of the node; what tells a node from its own echo.</summary>
    public required string NodeId { get; init; }

    /// <summary>The wish; the network may make it "name-2" (<see cref="IDiscovery.InstanceName"/>).</summary>
    public required string Name { get; init; }

    public required int Port { get; init; }

    public required string Arch { get; init; }

    public int Slots { get; init; }

    public int FreeSlots { get; init; }

    /// <summary>Most useful first: what does not fit the TXT record is left out, the Hello carries them all.</summary>
    public IReadOnlyList<AdvertisedTarget> Targets { get; init; } = [];

    /// <summary>Of the peer protocol, not of the TXT record.</summary>
    public int ProtocolVersion { get; init; } = 1;

    /// <summary>Of the mesh key, when one is set: a stranger's mesh is never contacted.</summary>
    public string? KeyFingerprint { get; init; }
}
