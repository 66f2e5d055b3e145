using System.Net;
using System.Net.Sockets;
using Mesh.Node.Discovery;
using Mesh.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Tests.Discovery;

public sealed class MulticastSocketsTests : IAsyncDisposable
{
    private static readonly Link Wire = new(7, "eth0", [IPAddress.Parse("10.0.0.7"), IPAddress.Parse("fe80::7")]);

    private readonly List<(MulticastSocket Opened, Socket Raw)> _opened = [];
    private readonly MulticastSockets _sockets;

    private SocketType _type = SocketType.Dgram;

    public MulticastSocketsTests() => _sockets = new MulticastSockets(Open, NullLogger.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _sockets.DisposeAsync();

    [Fact]
    public async Task A_link_that_stays_as_it_is_keeps_its_sockets()
    {
        await _sockets.FollowAsync([Wire]);
        await _sockets.FollowAsync([Wire with { Addresses = [.. Wire.Addresses] }]);
        Assert.Equal([AddressFamily.InterNetwork, AddressFamily.InterNetworkV6], _opened.Select(open => open.Opened.Family));
        Assert.Empty(_sockets.TakeReopened());
    }

    [Fact]
    public async Task A_socket_that_was_closed_under_its_feet_is_replaced()
    {
        await _sockets.FollowAsync([Wire]);
        _opened[0].Raw.Dispose();
        await ReplacedAsync();
    }

    [Fact]
    public async Task A_socket_that_fails_on_every_receive_is_replaced()
    {
        _type = SocketType.Stream; // "not connected", each time
        await _sockets.FollowAsync([Wire]);
        _type = SocketType.Dgram;
        Assert.All(_opened, open => Assert.False(open.Opened.IsBroken)); // one error is an accident
        await ReplacedAsync(2);
    }

    [Fact]
    public async Task A_link_with_another_name_is_listened_on_anew()
    {
        await _sockets.FollowAsync([Wire]);
        await _sockets.FollowAsync([Wire with { Name = "lan0" }]);
        Assert.Equal(4, _opened.Count);
        Assert.Equal([7], _sockets.TakeReopened());
    }

    [Fact]
    public async Task Other_addresses_of_one_family_leave_the_other_alone()
    {
        await _sockets.FollowAsync([Wire]);
        await _sockets.FollowAsync([Wire with { Addresses = [IPAddress.Parse("192.168.1.7"), IPAddress.Parse("fe80::7")] }]);
        Assert.Equal([AddressFamily.InterNetwork, AddressFamily.InterNetworkV6, AddressFamily.InterNetwork], _opened.Select(open => open.Opened.Family));
        Assert.Equal([7], _sockets.TakeReopened());
        Assert.Empty(_sockets.TakeReopened());
    }

    [Fact]
    public async Task A_link_that_is_gone_is_not_listened_on_and_not_reopened_when_it_comes_back()
    {
        await _sockets.FollowAsync([Wire]);
        Assert.Empty(await _sockets.FollowAsync([]));
        await _sockets.FollowAsync([Wire]);
        Assert.Equal(4, _opened.Count);
        Assert.Empty(_sockets.TakeReopened()); // it is new, and looked at as such
    }

    private async Task ReplacedAsync(int broken = 1)
    {
        await Eventually.HoldsAsync(() => _opened.Take(broken).All(open => open.Opened.IsBroken), Cancel);
        Assert.Equal([Wire], await _sockets.FollowAsync([Wire]));
        Assert.Equal(2 + broken, _opened.Count);
        Assert.Equal([7], _sockets.TakeReopened());
        Assert.All(_opened.Skip(broken), open => Assert.False(open.Opened.IsBroken));
    }

    private MulticastSocket Open(Link link, AddressFamily family)
    {
        var somewhere = new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0);
        var raw = new Socket(family, _type, _type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp);
        raw.Bind(somewhere);
        _opened.Add((MulticastSocket.Start(link, raw, somewhere, _ => { }, NullLogger.Instance), raw));
        return _opened[^1].Opened;
    }
}
