using Mesh.Node.Discovery;

namespace Mesh.Testing;

/// <summary>A link without a network: every <see cref="InMemoryDiscovery"/> on it hears the others at once.</summary>
internal sealed class InMemoryDiscoveryHub
{
    private readonly List<InMemoryDiscovery> _running = [];

    public InMemoryDiscovery Create(Advertisement advertisement) => new(this, advertisement);

    internal void Join(InMemoryDiscovery who)
    {
        lock (_running)
        {
            var wish = who.Advertisement.Name;
            var name = wish;
            for (var n = 2; _running.Any(other => other.InstanceName == name); n++)
                name = $"{wish}-{n}";
            foreach (var other in _running)
            {
                other.Tell(Seen(who, name));
                who.Tell(Seen(other, other.InstanceName));
            }
            _running.Add(who);
            who.InstanceName = name;
        }
    }

    internal void Announce(InMemoryDiscovery who)
    {
        lock (_running)
        {
            if (_running.Contains(who)) TellOthers(who, Seen(who, who.InstanceName));
        }
    }

    /// <summary>The node leaves: with a goodbye, or as one that was killed and whose records ran out.</summary>
    internal void Leave(InMemoryDiscovery who, SightingKind how)
    {
        lock (_running)
        {
            if (_running.Remove(who)) TellOthers(who, Seen(who, who.InstanceName) with { Kind = how, Addresses = [] });
        }
    }

    private void TellOthers(InMemoryDiscovery who, Sighting news)
    {
        foreach (var other in _running)
            if (other != who) other.Tell(news);
    }

    private static Sighting Seen(InMemoryDiscovery who, string name) => new()
    {
        Kind = SightingKind.Seen,
        InstanceName = name,
        Host = $"mesh-{who.Advertisement.NodeId}.local",
        Port = who.Advertisement.Port,
        Addresses = [System.Net.IPAddress.Loopback],
        Advertised = who.Advertisement with { Name = name },
    };
}
