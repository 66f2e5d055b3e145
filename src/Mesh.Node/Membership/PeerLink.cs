using System.Net;
using Mesh.Node.Peers;
using Mesh.Node.Transport;
using Mesh.Wire;
using Mesh.Wire.Messages;

namespace Mesh.Node.Membership;

/// <summary>
/// One control connection to one peer: keeps its load up to date in the table, and notices when it falls silent. Twin of
/// <see cref="LoadFeed"/>, which answers at the other end.
/// </summary>
internal sealed class PeerLink(PeerConnection connection, PeerTable peers) : IDisposable
{
    /// <summary>A node that leaves ends its jobs within 10 s.</summary>
    private static readonly TimeSpan LeavingPatience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _present = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _probe = new(0, 1);
    private int _lastHeard = Environment.TickCount; // ms, wraps around: only differences count

    public string PeerId => connection.Remote.Node.Id;

    /// <summary>The peer as its greeting describes it, seen at this address.</summary>
    public Peer Describe(IPEndPoint address)
    {
        var node = connection.Remote.Node;
        return new Peer
        {
            Id = node.Id,
            Name = node.Name,
            EndPoint = address,
            Arch = node.Arch,
            Version = node.Version,
            Slots = node.Slots,
            Toolchains = Toolchains(node.Targets),
            Codecs = connection.Remote.Codecs,
            Present = _present.Token,
        };
    }

    /// <summary>Reads until the connection ends. Returns what that means.</summary>
    public async Task<PeerEvent> RunAsync(CancellationToken stop)
    {
        using var silent = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var closing = silent.Token.Register(connection.Dispose);
        var pinging = PingAsync(silent);
        var leaving = false;
        try
        {
            while (await connection.Reader.ReadAsync(silent.Token).ConfigureAwait(false) is { } frame)
            {
                Volatile.Write(ref _lastHeard, Environment.TickCount);
                switch (frame.Kind)
                {
                    case MessageKind.State:
                        Heard(State.Decode(frame.Body));
                        break;
                    case MessageKind.Ping:
                        await SendAsync(new Pong(Ping.Decode(frame.Body).Token), stop).ConfigureAwait(false);
                        break;
                    case MessageKind.Pong:
                        peers.Apply(PeerId, PeerEvent.Greeted); // it lives, whatever became of a job
                        break;
                    case MessageKind.Goodbye:
                        leaving = true; // it finishes the jobs that it has, or closes their connections
                        return PeerEvent.Goodbye;
                    default:
                        throw new ProtocolException($"a {frame.Kind} frame on a control connection");
                }
            }

            return PeerEvent.Silent;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or ProtocolException)
        {
            return PeerEvent.Silent;
        }
        finally
        {
            silent.Cancel();
            // Whoever waits for a job of this peer stops waiting; a peer that leaves has some seconds to finish what it has.
            _present.CancelAfter(leaving ? LeavingPatience : TimeSpan.Zero);

            await pinging.ConfigureAwait(false);
        }
    }

    /// <summary>Asks for a sign of life now. Never blocks.</summary>
    public void Probe()
    {
        try
        {
            _probe.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is going to be asked already.
        }
    }

    public void Dispose() => connection.Dispose();

    private static List<PeerToolchain> Toolchains(IReadOnlyList<TargetInfo> targets) =>
        [.. targets.Select(target => new PeerToolchain(target.Triplet, target.Compiler, target.Version, target.Languages))];

    // Other compilers there: what was offered before may hold no more.
    private void Heard(State state) => peers.Update(PeerId, peer => state.Targets is null
        ? peer with { Load = Load(state) }
        : peer with { Load = Load(state), Toolchains = Toolchains(state.Targets), Offers = new Dictionary<string, PeerOffer>() });

    private static PeerLoad Load(State state) => new(state.FreeSlots, state.Capacity, state.Running, state.Yours);

    private async Task PingAsync(CancellationTokenSource silent)
    {
        try
        {
            while (true)
            {
                var asked = await _probe.WaitAsync(WireLimits.PingInterval, silent.Token).ConfigureAwait(false);
                var quiet = TimeSpan.FromMilliseconds(unchecked(Environment.TickCount - Volatile.Read(ref _lastHeard)));
                if (quiet > WireLimits.SilenceTimeout)
                {
                    silent.Cancel();
                }
                else if (asked || quiet >= WireLimits.PingInterval)
                {
                    await SendAsync(new Ping((ulong)(uint)Environment.TickCount), silent.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The link has ended.
        }
    }

    private async ValueTask SendAsync<T>(T message, CancellationToken stop)
        where T : IMessage
    {
        await _writing.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            await connection.Writer.WriteAsync(message, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The reader sees the same end.
        }
        finally
        {
            _writing.Release();
        }
    }
}
