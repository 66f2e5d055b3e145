namespace Mesh.Node.Doctor;

/// <summary>What the program saw of the network itself.</summary>
internal sealed record NetworkFacts
{
    /// <summary>Interfaces that can multicast, are up and have an address, loopback aside.</summary>
    public IReadOnlyList<InterfaceFacts> Interfaces { get; init; } = [];

    /// <summary>Why UDP port 5353 cannot be shared here; null when it can.</summary>
    public string? PortTaken { get; init; }

    /// <summary>Responders on this machine that are known to use that port: <c>avahi-daemon</c>.</summary>
    public IReadOnlyList<string> Responders { get; init; } = [];

    /// <summary>The nodes that multicast DNS showed, this machine's own included.</summary>
    public IReadOnlyList<SightedNode> Sighted { get; init; } = [];
}

internal sealed record InterfaceFacts(string Name, IReadOnlyList<string> Addresses)
{
    /// <summary><c>eth0 (10.0.0.7)</c>.</summary>
    public override string ToString() => $"{Name} ({Addresses[0]})";
}

/// <summary>A node as multicast DNS shows it.</summary>
internal sealed record SightedNode
{
    public required string Name { get; init; }

    /// <summary>Empty where its text is not understood.</summary>
    public string Id { get; init; } = "";

    public required string Address { get; init; }

    public required int Port { get; init; }

    /// <summary>The protocol that it speaks; null where its text is not understood.</summary>
    public int? Protocol { get; init; }

    /// <summary>What became of a connection to its port.</summary>
    public PortState State { get; init; } = PortState.Open;
}

internal enum PortState
{
    Open,

    /// <summary>The machine is there and nobody listens.</summary>
    Refused,

    /// <summary>Nothing came back: a firewall, mostly, or another network.</summary>
    Silent,
}
