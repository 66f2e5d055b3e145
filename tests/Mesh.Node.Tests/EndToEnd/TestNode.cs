using System.Net.Sockets;
using System.Text;
using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Node.Processes;
using Mesh.Node.Wrapping;
using Mesh.Testing;
using Mesh.Wire.Hands;
using StatusText = Mesh.Wire.Hands.StatusJson;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>A whole node in this process, on loopback, with hands built by the real C compiler.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private readonly TempDirectory _directory;
    private readonly CancellationTokenSource _stop;
    private readonly NodeReady _ready;
    private readonly Task _running;

    private TestNode(TempDirectory directory, CancellationTokenSource stop, NodeReady ready, Task running, CollectedLog log)
    {
        (_directory, _stop, _ready, _running, Log) = (directory, stop, ready, running, log);
    }

    public CollectedLog Log { get; }

    public int Port => _ready.Port;

    public string SocketPath => _ready.Socket;

    public string Jobs => Path.Combine(_directory.Path, "jobs", _ready.Id);

    /// <summary>The directory of links to the hands.</summary>
    public string Masquerade => Hands;

    private string Hands => Path.Combine(_directory.Path, "bin");

    public static async Task<TestNode> StartAsync(string name, Func<NodeOptions, NodeOptions>? change = null, params int[] peerPorts)
    {
        var directory = new TempDirectory();
        var options = new NodeOptions
        {
            Name = name,
            Slots = 2,
            LocalSlots = 2,
            Interfaces = ["none0"], // no multicast: only the peers that a test names, not those of its neighbours
            Socket = Path.Combine(directory.Path, "mesh.sock"),
            StateDirectory = directory.Path,
            Peers = [.. peerPorts.Select(port => new PeerAddress("127.0.0.1", port))],
        };
        options = change?.Invoke(options) ?? options;
        var log = new CollectedLog();
        var stop = new CancellationTokenSource();
        var ready = new TaskCompletionSource<NodeReady>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Node.RunAsync(options, log, HandsSource, ready.SetResult, stop.Token);
        await Task.WhenAny(ready.Task, running).WaitAsync(TimeSpan.FromSeconds(60));
        if (!ready.Task.IsCompleted)
        {
            await running;
        }

        var node = new TestNode(directory, stop, await ready.Task, running, log);
        await node.WrapAsync();
        return node;
    }

    /// <summary>
    /// A client that reaches the helper through the relay. The helper greets back where the client greets from, and which of the two
    /// ways the client keeps is a matter of who is first; so it is tried until it is the relay.
    /// </summary>
    public static async Task<TestNode> StartBehindAsync(FaultyRelay relay)
    {
        const int Tries = 20;
        for (var tries = 0; tries < Tries; tries++)
        {
            relay.NewClient();
            var client = await StartAsync("client", options => options with { Help = false }, relay.Port);
            await client.UntilPeerIsReadyAsync("helper");
            if ((await client.StatusAsync()).Peers.Single().Address == $"127.0.0.1:{relay.Port}")
            {
                return client;
            }

            await client.DisposeAsync();
        }

        throw new InvalidOperationException($"the client met the helper past the relay {Tries} times");
    }

    /// <summary>Runs a compiler as a user of this node would, its masquerade directory first on PATH.</summary>
    public async Task<ChildResult.Exited> RunAsync(string directory, params string[] command) => await RunAsync(directory, new Dictionary<string, string>(), command);

    public async Task<ChildResult.Exited> RunAsync(string directory, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var all = new Dictionary<string, string>
        {
            ["PATH"] = Hands + ":/usr/bin:/bin",
            ["MESH_SOCKET"] = SocketPath,
            ["LC_ALL"] = "C",
        };
        foreach (var (key, value) in environment)
        {
            all[key] = value;
        }

        var result = await ChildProcess.RunAsync(
            new ChildCommand(Path.Combine(Hands, command[0]), command[1..]) { WorkingDirectory = directory, Environment = all },
            new ChildLimits(TimeSpan.FromMinutes(1), 1 << 20), TestContext.Current.CancellationToken);
        return Assert.IsType<ChildResult.Exited>(result);
    }

    /// <summary>Hands that have called a compiler, and do nothing by themselves.</summary>
    public async Task<HandsConnection> CallAsync(string directory, string compiler, params string[] arguments)
    {
        var hands = await ConnectAsync();
        await hands.WriteAsync(CallOf(directory, compiler, arguments), TestContext.Current.CancellationToken);
        return hands;
    }

    public async Task<StatusSnapshot> StatusAsync()
    {
        using var connection = await ConnectAsync();
        await connection.WriteAsync(new StatusRequest(), TestContext.Current.CancellationToken);
        var answer = Assert.IsType<StatusText>(await connection.ReadAsync(TestContext.Current.CancellationToken));
        return Mesh.Node.Control.StatusJson.Read(Encoding.UTF8.GetString(answer.Utf8.Span));
    }

    /// <summary>What this node says would become of a compile; the compiler is run for it here, as the hands would.</summary>
    public async Task<string> ExplainAsync(string directory, string compiler, params string[] arguments)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var connection = await ConnectAsync();
        await connection.WriteAsync(new ExplainRequest(CallOf(directory, compiler, arguments)), cancel);
        while (true)
        {
            switch (await connection.ReadAsync(cancel))
            {
                case ExplainText text:
                    return Encoding.UTF8.GetString(text.Utf8.Span);
                case Run run:
                    var done = (ChildResult.Exited)await ChildProcess.RunAsync(new ChildCommand(run.Arguments[0], [.. run.Arguments.Skip(1)]), ChildLimits.Question, cancel);
                    connection.Writer.Add(new Stdout(run.RunId, done.Stdout));
                    connection.Writer.Add(new Stderr(run.RunId, done.Stderr));
                    await connection.WriteAsync(new Exited(run.RunId, (uint)done.Code, (uint)done.Signal, 0, 0), cancel);
                    break;
                case Stat stat:
                    await connection.WriteAsync(new Stats([.. stat.Paths.Select(_ => new FileStat(FileStatType.Regular, 0x1A4, 1, 1))]), cancel);
                    break;
                case null:
                    throw new InvalidOperationException("the node hung up: " + Log);
            }
        }
    }

    public Task UntilPeerIsReadyAsync(string name) =>
        Eventually.HoldsAsync(async () => (await StatusAsync()).Peers.Any(peer => peer.Name == name && peer is { State: "ready", Free: > 0 }), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        _stop.Cancel();
        try
        {
            await _running.WaitAsync(TimeSpan.FromSeconds(15));
        }
        catch (OperationCanceledException)
        {
            // Told to stop, and did.
        }

        _directory.Dispose();
    }

    /// <summary>A connection to the node's socket.</summary>
    public async Task<HandsConnection> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), TestContext.Current.CancellationToken);
        return new HandsConnection(new NetworkStream(socket, ownsSocket: true));
    }

    private static Call CallOf(string directory, string compiler, string[] arguments)
    {
        var file = new FileInfo(compiler);
        var identity = new FileIdentity(0, 0, (ulong)file.Length, (ulong)(file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100);
        return new Call(1, default, 0x12, directory, compiler, compiler, identity, [Path.GetFileName(compiler), .. arguments], []);
    }

    private static string HandsSource => File.ReadAllText(Path.Combine(Repository.Root, "src/hands/hands.c"));

    private async Task WrapAsync()
    {
        Directory.CreateDirectory(Hands);
        var built = await new HandsBuilder(HandsSource, SearchPath.Current).EnsureAsync(Path.Combine(Hands, "mesh-hands"), TestContext.Current.CancellationToken);
        Assert.False(built is HandsBuild.Failed, built.ToString());
        foreach (var name in (string[])["gcc", "g++", "cc", "clang", "arm-linux-gnueabihf-gcc", "mips-linux-gnu-gcc", "armv6j-hardfloat-linux-gnueabi-gcc", "aarch64-linux-gnu-clang"])
        {
            File.CreateSymbolicLink(Path.Combine(Hands, name), "mesh-hands");
        }
    }
}
