using System.Net;
using Mesh.Node.Discovery;
using Mesh.Wire.Dns;

namespace Mesh.Node.Tests.Discovery;

/// <summary>Claiming a name, keeping and losing it (RFC 6762 sections 8 and 9), and giving it up.</summary>
public sealed class MdnsNameTests
{
    private readonly SimulatedLink _link = new();

    [Fact]
    public void A_name_is_probed_three_times_then_announced_twice()
    {
        _link.Start("a");
        _link.Run(5);
        var probes = _link.Traffic.Where(sent => sent.Message.Authorities.Count > 0).ToList();
        Assert.Equal(3, probes.Count);
        Assert.True(probes[0].At < TimeSpan.FromMilliseconds(260));
        Assert.Equal(250, (probes[1].At - probes[0].At).TotalMilliseconds, 1.0);
        Assert.Equal(250, (probes[2].At - probes[1].At).TotalMilliseconds, 1.0);
        var announcements = _link.Traffic.Where(sent => sent.Message.IsResponse).ToList();
        Assert.Equal(2, announcements.Count);
        Assert.Equal(250, (announcements[0].At - probes[2].At).TotalMilliseconds, 1.0);
        Assert.Equal(1000, (announcements[1].At - announcements[0].At).TotalMilliseconds, 1.0);
        Assert.All(announcements[0].Message.Answers, record => Assert.Equal(record.Type != DnsType.Ptr, record.CacheFlush));
        Assert.Equal([DnsType.Ptr, DnsType.Ptr, DnsType.Srv, DnsType.Txt, DnsType.A], announcements[0].Message.Answers.Select(record => record.Type));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Nodes_that_want_the_same_name_at_the_same_time_end_with_different_ones(int seed)
    {
        var nodes = Enumerable.Range(1, 5).Select(n => _link.Start("pi", seed: (seed * 1000) + n)).ToList();
        _link.Run(30);
        Assert.Equal(["pi", "pi-2", "pi-3", "pi-4", "pi-5"], nodes.Select(node => node.Name).Order());
        Assert.All(nodes, node => Assert.Equal(nodes.Where(other => other != node).Select(other => other.Name).Order(), node.Sees.Keys.Order()));
    }

    [Fact]
    public void The_holder_of_a_name_keeps_it()
    {
        var first = _link.Start("pi");
        _link.Run(5);
        var second = _link.Start("pi");
        _link.Run(5);
        Assert.Equal("pi", first.Name);
        Assert.Equal("pi-2", second.Name);
        Assert.Equal(["pi-2"], first.Sees.Keys);
        Assert.Equal(["pi"], second.Sees.Keys);
    }

    [Fact]
    public void Two_networks_joined_later_settle_a_name_that_both_had()
    {
        var a = _link.Start("pi");
        _link.Run(5);
        // What a node named "pi" would say that came over a new bridge.
        var other = new OwnRecords(Identity.Of(SimulatedLink.Ad("ff", "pi")), SimulatedLink.Ad("ff", "pi"), new Link(1, "x", [IPAddress.Parse("10.0.0.99")]));
        var rival = new DnsMessage { IsResponse = true, Answers = [.. other.All] };
        _link.Inject(rival, 99);
        _link.RunUntil(() => _link.Traffic.Any(sent => sent.At > TimeSpan.FromSeconds(5) && sent.From == a && sent.Message.Authorities.Count > 0), 1);
        Assert.Equal("pi", a.Name);
        _link.Inject(rival, 99);
        _link.Run(5);
        Assert.Equal("pi-2", a.Name);
        Assert.Contains("pi", a.Sees.Keys);
        // The pointer to "pi" is the rival's now.
        Assert.DoesNotContain(_link.Traffic, sent => sent.Message.Answers.Any(record => record.TtlSeconds == 0 && record.Type == DnsType.Ptr));
    }

    [Fact]
    public void Endless_conflicts_are_answered_ever_more_slowly()
    {
        var a = _link.Start("pi");
        var rivals = 0;
        for (var round = 0; round < 400; round++)
        {
            _link.Run(0.1);
            var own = new OwnRecords(Identity.Of(SimulatedLink.Ad("ff", a.Name)), SimulatedLink.Ad("ff", a.Name), new Link(1, "x", [IPAddress.Parse("10.0.0.99")]));
            _link.Inject(new DnsMessage { IsResponse = true, Answers = [.. own.All.Where(record => record.Type == DnsType.Srv)] }, 99);
            rivals++;
        }
        var before = _link.Traffic.Count(sent => sent.From == a);
        Assert.True(before < 200, $"{before} messages against {rivals} rivals");
        _link.Run(20);
        Assert.Contains(_link.Traffic, sent => sent.From == a && sent.Message.IsResponse);
    }

    [Fact]
    public void A_goodbye_is_seen_at_once()
    {
        var (a, b) = (_link.Start("a"), _link.Start("b"));
        _link.Run(5);
        var stopped = _link.Now;
        _link.Stop(b);
        _link.RunUntil(() => a.Sees.Count == 0, 1);
        Assert.True(_link.Now - stopped < TimeSpan.FromMilliseconds(10));
        Assert.Equal(SightingKind.Goodbye, a.News[^1].Sighting.Kind);
        Assert.Equal("b", a.News[^1].Sighting.InstanceName);
    }

    [Fact]
    public void A_goodbye_in_the_middle_of_probing_takes_the_probe_back()
    {
        var a = _link.Start("a");
        _link.Run(5);
        var b = _link.Start("b");
        _link.RunUntil(() => a.Sees.ContainsKey("b"), 1);
        _link.Stop(b);
        _link.RunUntil(() => a.Sees.Count == 0, 0.1);
        Assert.Equal(SightingKind.Goodbye, a.News[^1].Sighting.Kind);
    }
}
