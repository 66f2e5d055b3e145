using Mesh.Compile.Targets;
using Mesh.Node.Dispatch;
using Mesh.Node.Facts;
using Mesh.Node.Peers;
using Mesh.Node.Tests.Peers;
using Mesh.Node.Transport;
using Mesh.Testing;
using Mesh.Wire.Hands;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Tests.Dispatch;

public sealed class OutfitterTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly PeerTable _peers = new();
    private readonly JobConnections _connections = new(new PeerDialer(new TcpTransport(new Neighbourhood([], () => [])), _ => throw new InvalidOperationException("nobody is called")), _ => false);
    private readonly Outfitter _outfitter;

    public OutfitterTests() => _outfitter = new Outfitter(
        new CallerFacts(new FactsShelf(_directory.File("facts")), TimeProvider.System),
        new PeerInquirer(_peers, _connections, TimeProvider.System, NullLogger.Instance), new CallerLocale(), canaries: null, _peers, VersionPolicy.Exact);

    public void Dispose()
    {
        _connections.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_compiler_is_not_asked_for_peers_that_have_none_of_its_kind()
    {
        _peers.Sight(SomePeer.Ready("a", version: "11.3.0"));
        using var caller = new SomeCaller(1000);

        var (journey, whyNot) = await _outfitter.PrepareAsync(caller.Session, caller.Call, caller.Route).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Null(journey);
        Assert.Equal("no-toolchain", whyNot!.Code);
        Assert.Contains("a: it has gcc 11.3.0 for such targets, not 12.2.0 (c)", whyNot.Text);
    }

    [Fact]
    public async Task Nor_for_nobody()
    {
        using var caller = new SomeCaller(1000);

        var (_, whyNot) = await _outfitter.PrepareAsync(caller.Session, caller.Call, caller.Route).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal("no-peer", whyNot!.Code);
    }

    [Theory]
    [InlineData(nameof(FileStatType.Other))]
    [InlineData(nameof(FileStatType.Directory))]
    public async Task A_source_that_may_not_be_there_a_second_time_is_not_read_a_first(string type)
    {
        _peers.Sight(SomePeer.Ready("a", version: "12.2.0"));
        using var caller = new SomeCaller(1000);

        var preparing = _outfitter.PrepareAsync(caller.Session, caller.Call, caller.Route);
        await caller.TellOfSourceAsync(Enum.Parse<FileStatType>(type)).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var (journey, whyNot) = await preparing.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Null(journey);
        Assert.Equal("not-a-regular-file", whyNot!.Code);
        Assert.Equal(0, caller.Runs);
    }
}
