using Mesh.Node.Control;
using Mesh.Node.Discovery;
using Mesh.Node.Dispatch;
using Mesh.Node.Facts;
using Mesh.Node.Membership;
using Mesh.Node.Peers;
using Mesh.Node.Toolchains;
using Mesh.Node.Transport;
using Mesh.Wire.Compression;
using Mesh.Wire.Messages;
using Microsoft.Extensions.Logging;

namespace Mesh.Node;

/// <summary>One node: builds the rooms and owns every loop.</summary>
internal sealed class Node
{
    /// <summary>How long jobs of peers may go on when this node leaves; the whole of leaving stays below 10 s.</summary>
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(7);

    /// <summary>How long the loops may take to end after that; a loop that does not is left behind with the process.</summary>
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    /// <summary>Jobs block pool threads (writing to a compiler's pipe, starting processes), and the pool adds threads slowly: one every half second.</summary>
    private const int ThreadsPerSlot = 4;

    private readonly NodeOptions _options;
    private readonly string _id = Guid.NewGuid().ToString("N")[..16];
    private readonly PeerTable _peers = new();
    private readonly DispatchTotals _totals = new();
    private readonly LocalSlots _localSlots;
    private readonly ILoggerFactory _logs;
    private readonly ILogger _logger;
    private string? _noHelp;

    private Node(NodeOptions options, ILoggerFactory logs)
    {
        _options = options;
        _logs = logs;
        _logger = logs.CreateLogger("node");
        _localSlots = new LocalSlots(options.LocalSlots);
    }

    /// <summary>The version of this program.</summary>
    public static string Version { get; } = typeof(Node).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Runs a node until <paramref name="stop"/> fires or somebody tells it to leave; then it says goodbye and ends within 10 s.</summary>
    /// <param name="handsSource">The C source of the hands, for the launcher of jobs.</param>
    /// <param name="ready">Called once, when peers and hands are served.</param>
    /// <exception cref="SocketInUseException">Another node serves the socket.</exception>
    /// <exception cref="IOException">The socket, the port or the state directory cannot be used; the message says why.</exception>
    public static Task RunAsync(NodeOptions options, ILoggerFactory logs, string handsSource, Action<NodeReady> ready, CancellationToken stop) =>
        new Node(options, logs).RunAsync(handsSource, ready, stop);

    private async Task RunAsync(string handsSource, Action<NodeReady> ready, CancellationToken stop)
    {
        var threads = 16 + (ThreadsPerSlot * (_options.Slots + _options.LocalSlots));
        ThreadPool.SetMinThreads(threads, threads);

        using var leave = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var end = new CancellationTokenSource();
        using var socket = ControlSocket.Bind(_options.Socket);
        MakeStateDirectory();
        var toolchains = new ToolchainRegistry(ToolchainPlaces.OfThisMachine(_options.ToolchainDirectories), _options.StateDirectory, _logs.CreateLogger<ToolchainRegistry>());
        await using var asking = toolchains.ConfigureAwait(false);
        var opening = HelpDesk.OpenAsync(_options, _id, toolchains, handsSource, _logs, why => _noHelp = why, stop); // builds the launcher while compilers are asked
        await Task.WhenAll(toolchains.StartAsync(stop), opening).ConfigureAwait(false);
        using var help = await opening.ConfigureAwait(false);

        var configured = new ConfiguredPeers([.. _options.Peers.Select(peer => (peer.Host, peer.Port))], _logs.CreateLogger("peers"));
        var transport = new TcpTransport(new Neighbourhood(_options.Interfaces, () => configured.Addresses));
        using var listener = transport.Listen(_options.Port);
        Advertisement Advertise() => Advertised(listener.Port, toolchains, help);

        var discovery = new MulticastDiscovery(Advertise(), _options.Interfaces, _logs.CreateLogger("mdns"));
        await using var discovering = discovery.ConfigureAwait(false);
        var targets = new OfferedTargets(toolchains, helps: help is not null);
        Hello Greeting(ConnectionPurpose purpose) =>
            new() { Purpose = purpose, Node = Describe(discovery.InstanceName, listener.Port, targets.Current, help), Codecs = Codecs.Available };
        var advertising = new object();
        void Readvertise()
        {
            lock (advertising)
            {
                discovery.Update(Advertise()); // in order: the last one told is the truth
            }
        }

        toolchains.Changed += Readvertise;
        if (help is not null)
        {
            help.Gate.Changed += Readvertise;
        }

        var dialer = new PeerDialer(transport, Greeting);
        var members = new Members(_id, discovery, dialer, _peers, configured, _logs.CreateLogger("peers"));
        var server = new PeerServer(listener, () => Greeting(ConnectionPurpose.Control), targets, members, help?.Gate, help?.Handler, _logger);
        using var connections = new JobConnections(dialer, id => _peers.Find(id) is not null);
        using var chooser = new PeerChooser(_peers);
        _peers.Changed += peer =>
        {
            if (peer.State == PeerState.Gone)
            {
                connections.Forget(peer.Id);
            }
        };
        var control = Control(socket, connections, chooser, () => Status(listener.Port, discovery, toolchains, help), toolchains, help, leave);

        var loops = new[]
        {
            control.RunAsync(leave.Token),
            server.RunAsync(leave.Token, end.Token),
            members.RunAsync(leave.Token),
            discovery.RunAsync(leave.Token),
            toolchains.RunAsync(leave.Token),
        };
        ready(Ready(listener.Port, toolchains, help));
        await FirstEndAsync(loops, leave.Token).ConfigureAwait(false);
        leave.Cancel();
        await DrainAsync(help).ConfigureAwait(false);
        end.Cancel();
        await EndedAsync(loops, EndPatience).ConfigureAwait(false);
    }

    // One loop's failure ends the node: it would go on half alive.
    private static async Task FirstEndAsync(Task[] loops, CancellationToken leave)
    {
        var told = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (leave.Register(() => told.TrySetResult(true)))
        {
            await Task.WhenAny([told.Task, .. loops]).ConfigureAwait(false);
        }
    }

    internal static async Task EndedAsync(Task[] loops, TimeSpan patience)
    {
        try
        {
            await Task.WhenAll(loops).WaitAsync(patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Something does not answer; leaving does not wait for it. But it is no reason to keep quiet about what failed.
            if (loops.FirstOrDefault(loop => loop.IsFaulted) is { } failed)
            {
                await failed.ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to leave; a real failure comes before cancellations in WhenAll's exceptions.
        }
    }

    private async Task DrainAsync(HelpDesk? help)
    {
        if (help is null)
        {
            return;
        }

        help.Gate.StopAccepting();
        _logger.Leaving(help.Gate.Running);
        if (!await help.Gate.DrainAsync(DrainPatience).ConfigureAwait(false))
        {
            _logger.HandedBack(help.Gate.Running);
        }
    }

    private ControlServer Control(
        ControlSocket socket, JobConnections connections, PeerChooser chooser, Func<NodeStatus> self, ToolchainRegistry toolchains, HelpDesk? help, CancellationTokenSource leave)
    {
        var logger = _logs.CreateLogger("jobs");
        var router = new CallRouter(new CallerCompilers(), new CallerOptions(), new NativeProcessor());
        var local = new LocalCompiler(_localSlots, _totals, logger);
        var remote = new RemoteCompiler(connections, _peers, logger);
        var canaries = !_options.CompareCode ? null : new Canaries(
            new CanaryFlight(remote, _localSlots, _options.StateDirectory), new CanaryBook(Path.Combine(_options.StateDirectory, "canaries.json"), logger), toolchains.IsOwn, _peers, TimeProvider.System, logger, leave.Token);
        var locales = new CallerLocale();
        var outfitter = new Outfitter(new CallerFacts(new FactsShelf(Path.Combine(_options.StateDirectory, "facts")), TimeProvider.System), new PeerInquirer(_peers, connections, TimeProvider.System, logger), locales, canaries, _peers, _options.VersionPolicy);
        var compiles = new CompileService(router, outfitter, chooser, new Preprocessor(new LostPragmas(TimeProvider.System)), remote, new RemoteMessages(remote, locales), local, _localSlots, _peers, _totals, logger);
        var status = new StatusReporter(_peers, _totals, self, client => help?.Helped(client) ?? 0, () => help?.Failed ?? 0, () => help?.Cancelled ?? 0, TimeProvider.System);
        return new ControlServer(socket, compiles, new Explainer(router, outfitter, _peers), status, leave.Cancel, _logger);
    }

    private void MakeStateDirectory()
    {
        try
        {
            if (!Directory.Exists(_options.StateDirectory))
            {
                Directory.CreateDirectory(_options.StateDirectory);
                FileLock.MakePrivate(_options.StateDirectory); // others' sources and objects are in it
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"cannot make the state directory {_options.StateDirectory}: {e.Message}; choose another with --state-dir", e);
        }
    }

    private NodeInfo Describe(string name, int port, IReadOnlyList<TargetInfo> targets, HelpDesk? help) => new()
    {
        Id = _id,
        Name = name,
        Arch = Machine.Architecture,
        Port = port,
        Slots = help?.Gate.Slots ?? 0,
        FreeSlots = help?.Gate.Free ?? 0,
        Version = Version,
        Targets = targets,
    };

    private Advertisement Advertised(int port, ToolchainRegistry toolchains, HelpDesk? help) => new()
    {
        NodeId = _id,
        Name = _options.Name,
        Port = port,
        Arch = Machine.Architecture,
        Slots = help?.Gate.Slots ?? 0,
        FreeSlots = help?.Gate.Free ?? 0,
        Targets = help is null ? [] : [.. toolchains.Current.Select(toolchain => new AdvertisedTarget(
            toolchain.Identity.Triplet, Spelling.Of(toolchain.Identity.Family), toolchain.Identity.Version)).Distinct()],
    };

    private NodeReady Ready(int port, ToolchainRegistry toolchains, HelpDesk? help) => new()
    {
        Name = _options.Name,
        Id = _id,
        Slots = help?.Gate.Slots ?? 0,
        Port = port,
        Socket = _options.Socket,
        Targets = [.. toolchains.Current.Select(toolchain =>
            $"{toolchain.Identity.Triplet}/{Spelling.Of(toolchain.Identity.Family)}-{toolchain.Identity.Version}").Distinct()],
    };

    private NodeStatus Status(int port, IDiscovery discovery, ToolchainRegistry toolchains, HelpDesk? help) => new()
    {
        Name = discovery.InstanceName,
        Id = _id,
        Version = Version,
        Arch = Machine.Architecture,
        Slots = help?.Gate.Slots ?? 0,
        Free = help?.Gate.Free ?? 0,
        NoHelp = _noHelp,
        LocalSlots = _localSlots.Slots,
        Socket = _options.Socket,
        Port = port,
        Addresses = OwnAddresses.Read(_options.Interfaces),
        Toolchains = ToolchainReport.Of(toolchains.Current),
    };
}
