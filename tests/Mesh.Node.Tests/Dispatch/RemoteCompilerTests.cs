using Mesh.Node.Dispatch;
using Mesh.Node.Peers;
using Mesh.Node.Tests.EndToEnd;
using Mesh.Node.Tests.Helper;
using Mesh.Node.Tests.Peers;
using Mesh.Node.Transport;
using Mesh.Testing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.Dispatch;

public sealed class RemoteCompilerTests : IDisposable
{
    private readonly PeerTable _peers = new();
    private readonly JobConnections _connections;
    private readonly CollectedLog _log = new();

    public RemoteCompilerTests()
    {
        _connections = new JobConnections(new PeerDialer(new TcpTransport(new Neighbourhood([], () => [])), _ => HelloOf("own")), _ => true);
        _peers.Sight(SomePeer.Ready("a"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _connections.Dispose();

    [Fact]
    public async Task A_compiler_that_hangs_at_a_living_helper_is_not_waited_for_for_ever()
    {
        var remote = new RemoteCompiler(_connections, _peers, _log, (_, _) => TimeSpan.FromMilliseconds(100));
        using var helper = await HelperAsync();
        using var source = Source();
        var compiling = remote.CompileAsync(_peers.Find("a")!, JobClient.FakeJob, source, Cancel);
        await helper.Writer.WriteAsync(new Accepted(1), Cancel);

        var outcome = await compiling.WaitAsync(TimeSpan.FromSeconds(20), Cancel);

        Assert.Contains("no result", Assert.IsType<RemoteOutcome.Lost>(outcome).Why);
    }

    [Fact]
    public async Task A_peer_whose_jobs_come_to_nothing_is_left_alone_and_one_that_answers_is_forgiven()
    {
        var remote = new RemoteCompiler(_connections, _peers, _log);
        using var source = Source();
        foreach (var job in Enumerable.Range(1, 3))
        {
            using var helper = await HelperAsync();
            var compiling = remote.CompileAsync(_peers.Find("a")!, JobClient.FakeJob, source, Cancel);
            await helper.Writer.WriteAsync(new Refused((ulong)job, RefusalReason.Internal, "its disk is full", 0), Cancel);
            Assert.IsType<RemoteOutcome.Refused>(await compiling.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        }

        Assert.NotNull(_peers.Find("a")!.Conduct.WhyNotAt(Conduct.Now));
        Assert.Contains("is given no jobs", _log.ToString());

        using var well = await HelperAsync();
        var again = remote.CompileAsync(_peers.Find("a")!, JobClient.FakeJob, source, Cancel);
        await well.Writer.WriteAsync(new Accepted(4), Cancel);
        while (await well.Reader.ReadAsync(Cancel) is { Kind: not MessageKind.SourceEnd })
        {
        }

        well.Writer.Add(new Result { JobId = 4, ExitCode = 1, Outputs = [], WallMs = 7000 });
        await well.Writer.WriteAsync(new ResultEnd(4), Cancel);
        Assert.IsType<RemoteOutcome.Compiled>(await again.WaitAsync(TimeSpan.FromSeconds(20), Cancel));
        Assert.Equal((Conduct.Good, 7), (_peers.Find("a")!.Conduct, _peers.Find("a")!.LongestJob.TotalSeconds));
    }

    [Theory]
    [InlineData(0, 0, 2)]
    [InlineData(3, 0, 5)]
    [InlineData(0, 60, 6)]
    [InlineData(256, 600, 30)]
    public void Patience_follows_what_is_known_of_the_work(long mebibytes, int longestSeconds, double minutes) =>
        Assert.Equal(minutes, ResultPatience.For(mebibytes << 20, TimeSpan.FromSeconds(longestSeconds)).TotalMinutes);

    private static PreprocessedSource Source()
    {
        var source = new PreprocessedSource("none");
        source.Append("int x;\n"u8);
        source.Complete();
        return source;
    }

    /// <summary>The helper's end of a connection that the next job is sent on.</summary>
    private async Task<PeerConnection> HelperAsync()
    {
        var (left, right) = DuplexStream.Pair();
        var answering = PeerConnection.AnswerAsync(right, HelloOf("a"), Cancel);
        _connections.Return("a", await PeerConnection.GreetAsync(left, HelloOf("own"), Cancel));
        return await answering;
    }

    private static Hello HelloOf(string id) => new()
    {
        Purpose = ConnectionPurpose.Jobs,
        Codecs = ["none"],
        Node = new NodeInfo { Id = id, Name = id, Arch = "", Port = 0, Slots = 0, FreeSlots = 0, Version = "1", Targets = [] },
    };
}
