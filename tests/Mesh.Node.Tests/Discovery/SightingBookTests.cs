using System.Net;
using Mesh.Node.Discovery;
using Mesh.Wire.Dns;

namespace Mesh.Node.Tests.Discovery;

public sealed class SightingBookTests
{
    private static readonly Advertisement Ad = new() { NodeId = "ab", Name = "x", Port = 1, Arch = "" };
    private static readonly OwnRecords OnFirst = new(Identity.Of(Ad), Ad, new Link(1, "a", [IPAddress.Parse("10.0.0.9"), IPAddress.Parse("fe80::9")]));
    private static readonly OwnRecords OnSecond = new(Identity.Of(Ad), Ad, new Link(2, "b", [IPAddress.Parse("10.1.0.9")]));

    private readonly MdnsCache _cache = new(new Random(1));
    private readonly SightingBook _book;

    public SightingBookTests() => _book = new SightingBook(_cache, "own");

    [Fact]
    public void Addresses_of_several_links_come_together()
    {
        Hear(1, OnFirst, 0);
        Hear(2, OnSecond, 0.1);
        Assert.Equal(["10.0.0.9", "10.1.0.9", "fe80::9%1"], _book.Review(At(0.1))[^1].Addresses.Select(address => address.ToString()));
        Assert.Empty(_book.Review(At(0.2)));
    }

    [Fact]
    public void Gone_from_one_link_is_not_gone()
    {
        Hear(1, OnFirst, 0);
        Hear(2, OnSecond, 0);
        _ = _book.Review(At(0));
        Goodbye(1, OnFirst);
        var left = Assert.Single(_book.Review(At(1)));
        Assert.Equal((SightingKind.Seen, 1), (left.Kind, left.Addresses.Count));
        Goodbye(2, OnSecond);
        Assert.Equal(SightingKind.Goodbye, Assert.Single(_book.Review(At(1))).Kind);
    }

    [Fact]
    public void An_announcement_on_one_link_takes_nothing_from_what_the_probes_said()
    {
        _book.HearProbe(1, new DnsMessage { Authorities = [.. OnFirst.Unique] }, At(0));
        _book.HearProbe(2, new DnsMessage { Authorities = [.. OnSecond.Unique] }, At(0));
        Assert.Equal(3, Assert.Single(_book.Review(At(0))).Addresses.Count);
        Hear(1, OnFirst, 0.75);
        Assert.Empty(_book.Review(At(0.75)));
        Hear(2, OnSecond, 0.76);
        Assert.Empty(_book.Review(At(11)));
    }

    [Fact]
    public void A_name_is_fit_for_a_terminal_and_a_text_that_says_nothing_is_said_to()
    {
        var instance = ServiceNames.Service.Prepend("\u001b[31mred");
        var host = DnsName.Parse("h.local");
        _cache.Hear(1, new DnsMessage
        {
            Answers =
            [
                new(instance, new DnsData.Service(0, 0, 7, host), 120),
                new(instance, new DnsData.Text([0]), 120),
                new(host, new DnsData.Address(IPAddress.Loopback), 120),
            ],
        }, At(0));
        var seen = Assert.Single(_book.Review(At(0)));
        Assert.Equal("?[31mred", seen.InstanceName);
        Assert.Null(seen.Advertised);
    }

    [Fact]
    public void This_node_is_no_news()
    {
        var book = new SightingBook(_cache, "AB");
        Hear(1, OnFirst, 0);
        Assert.Empty(book.Review(At(0)));
    }

    private void Hear(int link, OwnRecords records, double at) => _cache.Hear(link, new DnsMessage { IsResponse = true, Answers = [.. records.All] }, At(at));

    private void Goodbye(int link, OwnRecords records)
    {
        var goodbye = new DnsMessage { IsResponse = true, Answers = [.. records.All.Select(record => record with { TtlSeconds = 0 })] };
        _book.HearGoodbyes(_cache.Hear(link, goodbye, At(1)), goodbye);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
