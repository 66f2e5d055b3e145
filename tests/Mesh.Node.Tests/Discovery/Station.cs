using System.Net;
using Mesh.Node.Discovery;

namespace Mesh.Node.Tests.Discovery;

/// <summary>One engine on a <see cref="SimulatedLink"/> and what it has seen.</summary>
internal sealed class Station(Advertisement? advertisement, Random random, IPAddress address)
{
    public MdnsEngine Engine { get; } = new(advertisement, random);

    public IPAddress Address { get; } = address;

    public Link Link { get; } = new(SimulatedLink.Index, "sim0", [address]);

    public string Name => Engine.InstanceName;

    public List<(TimeSpan At, Sighting Sighting)> News { get; } = [];

    /// <summary>Who is there now, by name.</summary>
    public Dictionary<string, Sighting> Sees { get; } = [];

    public void Note(Sighting sighting, TimeSpan now)
    {
        News.Add((now, sighting));
        if (sighting.Kind == SightingKind.Seen) Sees[sighting.InstanceName] = sighting;
        else Sees.Remove(sighting.InstanceName);
    }
}
