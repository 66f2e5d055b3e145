using System.Net;
using System.Net.Sockets;
using Mesh.Wire.Dns;

namespace Mesh.Node.Discovery;

/// <summary>Makes sightings of records: puts together what the links say of an instance, and reports what has changed since the last time.</summary>
internal sealed class SightingBook(MdnsCache cache, string? ownNodeId)
{
    // A probe is followed by an announcement within 2 s, or its name was not granted.
    private static readonly TimeSpan ProbeLife = TimeSpan.FromSeconds(10);

    // The announcements on a node's links come one soon after the other; until then the addresses from its probes hold.
    private static readonly TimeSpan OtherLinks = TimeSpan.FromSeconds(1);

    private const int MaxProbing = 64;

    // More than anybody dials.
    private const int MaxAddresses = 32;

    private readonly Dictionary<DnsName, Sighting> _reported = [];
    private readonly Dictionary<DnsName, (Sighting Sighting, TimeSpan Expires)> _probing = [];
    private readonly HashSet<DnsName> _leaving = [];
    private int _revision = -1;

    public TimeSpan NextDue => _probing.Values.Select(probing => probing.Expires).DefaultIfEmpty(TimeSpan.MaxValue).Min();

    /// <summary>
    /// The authority section of a probe says who and where its sender is, a second before its announcement does (RFC 6762 §8.2).
    /// Not for the cache: the name may go to another.
    /// </summary>
    public void HearProbe(int link, DnsMessage probe, TimeSpan now)
    {
        foreach (var record in probe.Authorities)
        {
            if (record.Data is not DnsData.Service { Port: not 0 } service || !ServiceNames.IsInstance(record.Name)) continue;
            if (_probing.Count >= MaxProbing && !_probing.ContainsKey(record.Name)) continue;
            var text = probe.Authorities.FirstOrDefault(other => other.Data is DnsData.Text && other.Name.Equals(record.Name))?.Data as DnsData.Text;
            var addresses = probe.Authorities.Where(other => other.Name.Equals(service.Target)).Select(other => other.Data).OfType<DnsData.Address>()
                .Select(address => Scoped(address.Value, link));
            var sighting = Describe(record.Name, service, text, addresses);
            if (sighting?.Advertised is null) continue;
            _probing[record.Name] = (Joined(record.Name, sighting), now + ProbeLife);
            _revision = -1;
        }
    }

    // It probes on each of its links at about the same time, with the addresses it has there.
    private Sighting Joined(DnsName name, Sighting sighting) =>
        _probing.TryGetValue(name, out var known) && known.Sighting.Host == sighting.Host && known.Sighting.Port == sighting.Port
            ? sighting with { Addresses = Ranked(known.Sighting.Addresses.Concat(sighting.Addresses)) }
            : sighting;

    /// <summary>A link is gone, and a probe is not remembered by link.</summary>
    public void ForgetProbes()
    {
        _probing.Clear();
        _revision = -1;
    }

    /// <param name="instances">Those whose records the response took out of the cache.</param>
    /// <param name="response">May also take back what was said in a probe.</param>
    public void HearGoodbyes(IEnumerable<DnsName> instances, DnsMessage response)
    {
        _leaving.UnionWith(instances);
        foreach (var record in response.Answers)
        {
            if (record.TtlSeconds > 0 || record.Data is not DnsData.Service service) continue;
            if (!_probing.TryGetValue(record.Name, out var probing) || probing.Sighting.Port != service.Port) continue;
            _probing.Remove(record.Name);
            _leaving.Add(record.Name);
            _revision = -1;
        }
    }

    /// <summary>What is new since the last call.</summary>
    public List<Sighting> Review(TimeSpan now)
    {
        foreach (var late in _probing.Where(pair => pair.Value.Expires <= now).Select(pair => pair.Key).ToList())
        {
            _probing.Remove(late);
            _revision = -1;
        }

        if (_revision == cache.Revision) return [];
        _revision = cache.Revision;
        var news = new List<Sighting>();
        var present = Present(now);
        foreach (var gone in _reported.Keys.Where(name => !present.ContainsKey(name)).ToList()) news.Add(Leave(gone));
        foreach (var (name, sighting) in present)
        {
            if (_reported.TryGetValue(name, out var before) && IsSame(before, sighting)) continue;
            _reported[name] = sighting;
            news.Add(sighting);
        }
        _leaving.Clear();
        return news;
    }

    private Sighting Leave(DnsName name)
    {
        _reported.Remove(name, out var last);
        return last! with { Kind = _leaving.Contains(name) ? SightingKind.Goodbye : SightingKind.Expired, Addresses = [] };
    }

    private Dictionary<DnsName, Sighting> Present(TimeSpan now)
    {
        var present = new Dictionary<DnsName, Sighting>();
        foreach (var instance in cache.Services().GroupBy(found => found.Service.Record.Name))
        {
            if (Assemble(instance.Key, [.. instance]) is not { } sighting) continue;
            present.Add(instance.Key, Joined(instance.Key, sighting));
            if (_probing.TryGetValue(instance.Key, out var probing) && now + OtherLinks < probing.Expires)
                _probing[instance.Key] = (probing.Sighting, now + OtherLinks);
        }
        foreach (var (name, probing) in _probing) present.TryAdd(name, probing.Sighting);
        return present;
    }

    private Sighting? Assemble(DnsName instance, List<(int Link, CacheEntry Service)> found)
    {
        var latest = (DnsData.Service)found.OrderBy(on => on.Service.Order).Last().Service.Record.Data;
        var text = found.SelectMany(on => cache.Find(on.Link, instance, DnsType.Txt)).OrderBy(entry => entry.Order).LastOrDefault()?.Record.Data as DnsData.Text;
        var addresses = found.SelectMany(on => ((DnsType[])[DnsType.A, DnsType.Aaaa])
            .SelectMany(type => cache.Find(on.Link, latest.Target, type))
            .Select(entry => Scoped(((DnsData.Address)entry.Record.Data).Value, on.Link)));
        return text is null ? null : Describe(instance, latest, text, addresses);
    }

    /// <summary>Null for one that cannot be reached, and for ourselves.</summary>
    private Sighting? Describe(DnsName instance, DnsData.Service service, DnsData.Text? text, IEnumerable<IPAddress> addresses)
    {
        var name = Printable(instance.FirstLabel);
        var advertised = text is null ? null : ServiceText.Read(text.Wire, name, service.Port);
        if (advertised is not null && string.Equals(advertised.NodeId, ownNodeId, StringComparison.OrdinalIgnoreCase)) return null;
        var reachable = Ranked(addresses);
        return reachable.Count == 0 ? null : new Sighting
        {
            Kind = SightingKind.Seen,
            InstanceName = name,
            Host = Printable(service.Target.ToString()),
            Port = service.Port,
            Addresses = reachable,
            Advertised = advertised,
        };
    }

    private static List<IPAddress> Ranked(IEnumerable<IPAddress> addresses) => [.. addresses.Distinct().OrderBy(Rank).Take(MaxAddresses)];

    private static int Rank(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork ? 0 : address.IsIPv6LinkLocal ? 2 : 1;

    private static IPAddress Scoped(IPAddress address, int link) =>
        address.IsIPv6LinkLocal ? new IPAddress(address.GetAddressBytes(), link) : address;

    // Names end up on terminals.
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    private static bool IsSame(Sighting left, Sighting right) =>
        left.Host == right.Host && left.Port == right.Port && left.Addresses.SequenceEqual(right.Addresses)
        && (left.Advertised, right.Advertised) switch
        {
            (null, null) => true,
            ({ } a, { } b) => a.NodeId == b.NodeId && ServiceText.Write(a).AsSpan().SequenceEqual(ServiceText.Write(b)),
            _ => false,
        };
}
