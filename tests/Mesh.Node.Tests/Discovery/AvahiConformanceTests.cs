using System.Net;
using System.Net.Sockets;
using Mesh.Node.Discovery;
using Mesh.Testing;
using Mesh.Wire.Dns;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Tests.Discovery;

/// <summary>The real thing against avahi, an independent implementation, over a real link.</summary>
public sealed class AvahiConformanceTests(AvahiLink link) : IClassFixture<AvahiLink>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly string _name = $"pi {Guid.NewGuid():N}"[..12];

    [Fact]
    public async Task Avahi_lists_this_node_with_its_text_over_both_families()
    {
        Assert.SkipUnless(link.WhyNot is null, link.WhyNot ?? "");
        var ad = RunningDiscovery.Ad(_name);
        await using var node = new RunningDiscovery(ad, link.Interface);
        var lines = await BrowseUntilAsync(lines => lines.Length >= 2);
        Assert.Contains(lines, line => line.StartsWith("=;eth0;IPv4;", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("=;eth0;IPv6;", StringComparison.Ordinal));
        Assert.All(lines, line =>
        {
            Assert.Contains($";mesh-{ad.NodeId[..12]}.local;", line, StringComparison.Ordinal);
            Assert.Contains(";4711;", line, StringComparison.Ordinal);
            foreach (var text in new[] { "txtvers=1", "v=1", $"id={ad.NodeId}", "arch=x86_64", "slots=4", "free=3", "t1=x86_64-linux-gnu gcc 12.2.0" })
                Assert.Contains($"\"{text}\"", line, StringComparison.Ordinal);
        });
        Assert.Contains(lines, line => line.Contains(";198.18.77.1;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Avahi_follows_the_free_slots()
    {
        Assert.SkipUnless(link.WhyNot is null, link.WhyNot ?? "");
        var ad = RunningDiscovery.Ad(_name);
        await using var node = new RunningDiscovery(ad, link.Interface);
        await BrowseUntilAsync(lines => lines.Length >= 2);
        node.Discovery.Update(ad with { FreeSlots = 1 });
        var lines = await BrowseUntilAsync(lines => lines.Length >= 2 && lines.All(line => line.Contains("\"free=1\"", StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.DoesNotContain("\"free=3\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Avahi_forgets_this_node_when_it_says_goodbye()
    {
        Assert.SkipUnless(link.WhyNot is null, link.WhyNot ?? "");
        await using var node = new RunningDiscovery(RunningDiscovery.Ad(_name), link.Interface);
        await BrowseUntilAsync(lines => lines.Length >= 2);
        await node.StopAsync();
        // Avahi keeps the record one second more, as RFC 6762 §10.1 says; without a goodbye it would be two minutes.
        await BrowseUntilAsync(lines => lines.Length == 0);
    }

    [Fact]
    public async Task What_avahi_publishes_is_seen_and_its_goodbye_too()
    {
        Assert.SkipUnless(link.WhyNot is null, link.WhyNot ?? "");
        await using var node = new RunningDiscovery(RunningDiscovery.Ad(_name + "x"), link.Interface);
        using var publisher = link.There.Publish(_name, 5000, "txtvers=1", "v=1", "id=abcdef", "arch=armv6l", "slots=2", "free=9", "t1=arm-linux-gnueabihf gcc 12.2.0", "unknown=1");
        try
        {
            await Eventually.HoldsAsync(() => node.Sees(_name) is { Addresses.Count: >= 2 }, Cancel);
            var seen = node.Sees(_name)!;
            Assert.Equal(5000, seen.Port);
            Assert.Equal(IPAddress.Parse("198.18.77.2"), seen.Addresses[0]);
            Assert.All(seen.Addresses.Where(address => address.IsIPv6LinkLocal), address => Assert.NotEqual(0, address.ScopeId));
            Assert.Equal(("abcdef", "armv6l", 2, 2), (seen.Advertised!.NodeId, seen.Advertised.Arch, seen.Advertised.Slots, seen.Advertised.FreeSlots));
            Assert.Equal(new AdvertisedTarget("arm-linux-gnueabihf", "gcc", "12.2.0"), Assert.Single(seen.Advertised.Targets));
        }
        finally
        {
            AvahiDaemon.End(publisher);
        }
        await Eventually.HoldsAsync(() => node.Sees(_name) is null, Cancel);
        Assert.Equal(SightingKind.Goodbye, node.News[^1].Kind);
    }

    [Fact]
    public async Task One_look_around_finds_what_avahi_published_long_ago()
    {
        Assert.SkipUnless(link.WhyNot is null, link.WhyNot ?? "");
        using var publisher = await link.There.PublishedAsync(_name, 5000, ["txtvers=1", "v=1", "id=abcdef", "slots=2", "free=1"], Cancel);
        try
        {
            // What it has just announced it does not say again for a second (RFC 6762 §6).
            await UntilAsync(async () => (await MulticastDiscovery.BrowseAsync(TimeSpan.FromSeconds(1), [link.Interface], NullLogger.Instance, Cancel))
                .Any(sighting => sighting.InstanceName == _name));
        }
        finally
        {
            AvahiDaemon.End(publisher);
        }
    }

    [Fact]
    public async Task A_name_that_avahi_holds_is_left_to_it()
    {
        Assert.SkipUnless(link.WhyNot is null, link.WhyNot ?? "");
        using var publisher = await link.There.PublishedAsync(_name, 5000, ["txtvers=1", "v=1", "id=abcdef", "slots=2", "free=1"], Cancel);
        try
        {
            await using var node = new RunningDiscovery(RunningDiscovery.Ad(_name), link.Interface);
            await Eventually.HoldsAsync(() => node.Discovery.InstanceName == _name + "-2", Cancel);
            await Eventually.HoldsAsync(() => node.Sees(_name) is not null, Cancel);
            var lines = await BrowseUntilAsync(lines => lines.Any(line => line.Contains("-2;", StringComparison.Ordinal)));
            Assert.Contains(lines, line => line.Contains(";5000;", StringComparison.Ordinal));
        }
        finally
        {
            AvahiDaemon.End(publisher);
        }
    }

    [Fact]
    public async Task Avahi_gives_way_to_a_name_that_this_node_holds()
    {
        Assert.SkipUnless(link.WhyNot is null, link.WhyNot ?? "");
        await using var node = new RunningDiscovery(RunningDiscovery.Ad(_name), link.Interface);
        await BrowseUntilAsync(lines => lines.Length >= 2);
        using var publisher = link.There.Publish(_name, 5000, "txtvers=1", "v=1", "id=abcdef", "slots=2", "free=1");
        try
        {
            // avahi-publish picks "name #2".
            await Eventually.HoldsAsync(() => node.Sees(_name + " #2") is not null, Cancel);
            Assert.Equal(_name, node.Discovery.InstanceName);
        }
        finally
        {
            AvahiDaemon.End(publisher);
        }
    }

    [Fact]
    public async Task The_port_is_shared_with_an_avahi_daemon_on_the_same_machine()
    {
        Assert.SkipUnless(link.WhyNot is null, link.WhyNot ?? "");
        var here = await link.StartHereAsync(Cancel);
        await using var node = new RunningDiscovery(RunningDiscovery.Ad(_name), link.Interface);
        using var publisher = link.There.Publish(_name + "far", 5000, "txtvers=1", "v=1", "id=abcdef", "slots=2", "free=1");
        try
        {
            await Eventually.HoldsAsync(() => node.Sees(_name + "far") is not null, Cancel);
            // Both hear the far one and each other; the far one hears both.
            await UntilAsync(async () => Mine(await here.BrowseAsync("_meshcc._tcp", Cancel)) is { } text && text.Contains(";4711;") && text.Contains(";5000;"));
            await BrowseUntilAsync(lines => lines.Any(line => line.Contains(";4711;", StringComparison.Ordinal)));
        }
        finally
        {
            AvahiDaemon.End(publisher);
        }
    }

    [Fact]
    public async Task A_plain_resolver_is_answered()
    {
        Assert.SkipUnless(link.WhyNot is null, link.WhyNot ?? "");
        await using var node = new RunningDiscovery(RunningDiscovery.Ad(_name), link.Interface);
        await BrowseUntilAsync(lines => lines.Length >= 2);
        var message = await AskPlainlyAsync(new DnsQuestion(ServiceNames.Service.Prepend(_name), DnsType.Srv));
        Assert.Equal(99, message!.Id);
        Assert.Equal(4711, ((DnsData.Service)Assert.Single(message.Answers).Data).Port);
    }

    [Fact]
    public async Task Nodes_on_one_machine_see_each_other_within_a_second_and_a_leaver_leaves_at_once()
    {
        Assert.SkipUnless(link.WhyNot is null, link.WhyNot ?? "");
        var nodes = Enumerable.Range(1, 3).Select(n => new RunningDiscovery(RunningDiscovery.Ad($"{_name}{n}"), link.Interface)).ToList();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Eventually.HoldsAsync(() => nodes.TrueForAll(node => Enumerable.Range(1, 3).Count(n => node.Sees($"{_name}{n}") is not null) == 2), Cancel);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"{clock.Elapsed}");
        clock.Restart();
        await nodes[0].StopAsync();
        await Eventually.HoldsAsync(() => nodes.Skip(1).All(node => node.Sees($"{_name}1") is null), Cancel);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(1), $"{clock.Elapsed}");
        foreach (var node in nodes) await node.DisposeAsync();
    }

    [Fact]
    public async Task A_link_that_comes_back_and_an_address_that_comes_new_are_followed()
    {
        Assert.SkipUnless(link.WhyNot is null, link.WhyNot ?? "");
        await using var node = new RunningDiscovery(RunningDiscovery.Ad(_name), link.Interface);
        await BrowseUntilAsync(lines => lines.Length >= 2);
        await link.PlugAsync(isIn: false);
        using var publisher = link.There.Publish(_name + "far", 5000, "txtvers=1", "v=1", "id=abcdef", "slots=2", "free=1");
        try
        {
            await Eventually.HoldsAsync(() => !link.IsUp, Cancel);
            await link.PlugAsync(isIn: true);
            await Eventually.HoldsAsync(() => node.Sees(_name + "far") is not null, Cancel);
            Assert.True(await link.AddressAsync("add", "198.18.78.1/24"));
            var host = new DnsQuestion(DnsName.Parse(node.Host), DnsType.A);
            var added = new DnsData.Address(IPAddress.Parse("198.18.78.1"));
            await UntilAsync(async () => (await AskPlainlyAsync(host))?.Answers.Any(record => record.Data.Equals(added)) == true);
        }
        finally
        {
            await link.AddressAsync("del", "198.18.78.1/24");
            AvahiDaemon.End(publisher);
        }
    }

    // Null where no answer comes within a second: a question is a datagram, which a node that changes its sockets may miss.
    private static async Task<DnsMessage?> AskPlainlyAsync(DnsQuestion question)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(1));
        using var resolver = new UdpClient(new IPEndPoint(IPAddress.Parse("198.18.77.1"), 0));
        resolver.Client.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Parse("198.18.77.1").GetAddressBytes());
        var query = DnsWriter.Write(new DnsMessage { Id = 99, Questions = [question] });
        await resolver.SendAsync(query, new IPEndPoint(IPAddress.Parse("224.0.0.251"), 5353), Cancel);
        UdpReceiveResult answer;
        try
        {
            answer = await resolver.ReceiveAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            return null;
        }

        Assert.Equal(5353, answer.RemoteEndPoint.Port);
        Assert.True(DnsReader.TryRead(answer.Buffer, answer.Buffer.Length, out var message));
        return message;
    }

    private async Task<string[]> BrowseAsync() => Mine(await link.There.BrowseAsync("_meshcc._tcp", Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // Resolved lines of this test's names; other tests' nodes may be on the link too. A space is \032 there.
    private string Mine(string output) => string.Join('\n', output.Split('\n').Where(line =>
        line.StartsWith('=') && line.Contains(_name.Replace(" ", @"\032", StringComparison.Ordinal), StringComparison.Ordinal)));

    private async Task<string[]> BrowseUntilAsync(Func<string[], bool> condition)
    {
        string[] lines = [];
        await UntilAsync(async () => condition(lines = await BrowseAsync()));
        return lines;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!await condition()) await Task.Delay(100, limit.Token);
    }
}
