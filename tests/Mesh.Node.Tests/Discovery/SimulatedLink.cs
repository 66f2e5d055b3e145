using System.Net;
using Mesh.Node.Discovery;
using Mesh.Wire.Dns;

namespace Mesh.Node.Tests.Discovery;

/// <summary>Engines on one link, in time that passes only when told to. Every message goes through the codec.</summary>
internal sealed class SimulatedLink
{
    public const int Index = 7;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(1);

    private readonly List<(TimeSpan At, Station? From, byte[] Bytes, IPEndPoint Source)> _travelling = [];
    private readonly List<Station> _stations = [];

    public TimeSpan Now { get; private set; }

    /// <summary>All that was multicast, with the time.</summary>
    public List<(TimeSpan At, Station? From, DnsMessage Message)> Traffic { get; } = [];

    public List<Outgoing> Unicast { get; } = [];

    public static Advertisement Ad(string id, string name) => new() { NodeId = id, Name = name, Port = 4099, Arch = "armv6l" };

    public Station Start(string name, string? id = null, int seed = 0)
    {
        var host = _stations.Count + 1;
        return Start(new Advertisement { NodeId = id ?? $"{host:x2}aabbccddeeff00", Name = name, Port = 4000 + host, Arch = "x86_64", Slots = 4, FreeSlots = 4 }, host, seed);
    }

    public Station Start(Advertisement? advertisement, int host, int seed = 0)
    {
        var station = new Station(advertisement, new Random(seed == 0 ? 100 + host : seed), IPAddress.Parse($"10.0.0.{host}"));
        _stations.Add(station);
        station.Engine.SetLinks([station.Link], Now);
        Collect(station);
        return station;
    }

    /// <summary>Vanishes without a word.</summary>
    public void Kill(Station station) => _stations.Remove(station);

    public void Stop(Station station)
    {
        station.Engine.SayGoodbye();
        Collect(station);
        _stations.Remove(station);
    }

    /// <summary>A message from somebody who is no station.</summary>
    public void Inject(DnsMessage message, int host = 200, int port = 5353) =>
        _travelling.Add((Now + Latency, null, DnsWriter.Write(message), new IPEndPoint(IPAddress.Parse($"10.0.0.{host}"), port)));

    public void Run(double seconds) => RunUntil(Now + TimeSpan.FromSeconds(seconds), () => false);

    /// <summary>Until something holds; fails after that many seconds.</summary>
    public TimeSpan RunUntil(Func<bool> condition, double seconds = 10)
    {
        Assert.True(RunUntil(Now + TimeSpan.FromSeconds(seconds), condition), $"not within {seconds} s");
        return Now;
    }

    private bool RunUntil(TimeSpan end, Func<bool> condition)
    {
        while (!condition())
        {
            var next = _stations.Select(station => station.Engine.NextDue).Concat(_travelling.Select(message => message.At)).Append(end).Min();
            Now = next > Now ? next : Now;
            foreach (var message in _travelling.Where(message => message.At <= Now).ToList())
            {
                _travelling.Remove(message);
                Deliver(message.From, message.Bytes, message.Source);
            }
            foreach (var station in _stations.ToList())
            {
                if (station.Engine.NextDue > Now) continue;
                station.Engine.Advance(Now);
                Collect(station);
            }
            if (Now >= end) return condition();
        }
        return true;
    }

    private void Deliver(Station? from, byte[] bytes, IPEndPoint source)
    {
        Assert.True(DnsReader.TryRead(bytes, bytes.Length, out var message));
        Traffic.Add((Now, from, message));
        foreach (var station in _stations.ToList())
        {
            if (station == from) continue;
            station.Engine.Hear(Index, source, message, Now);
            Collect(station);
        }
    }

    public void Collect(Station station)
    {
        foreach (var outgoing in station.Engine.TakeOutgoing())
        {
            if (outgoing.To is not null) Unicast.Add(outgoing);
            else _travelling.Add((Now + Latency, station, DnsWriter.Write(outgoing.Message), new IPEndPoint(station.Address, 5353)));
        }
        foreach (var sighting in station.Engine.TakeSightings()) station.Note(sighting, Now);
    }
}
