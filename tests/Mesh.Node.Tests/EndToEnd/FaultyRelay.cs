using System.Net;
using System.Net.Sockets;
using Mesh.Testing;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>What a relay does to a connection once so many bytes have passed in one direction.</summary>
internal enum Fault
{
    None,
    Cut,
    Flip,
}

/// <summary>
/// Stands between two nodes. Once armed, the connections that carry jobs meet the fault at byte <see cref="At"/> of what the helper, or
/// the client, sends from then on.
/// </summary>
internal sealed class FaultyRelay : IDisposable
{
    private readonly LoopbackServer _server;
    private readonly int _target;
    private int _connection;
    private volatile bool _isNew = true;
    private volatile int _passed;
    private volatile bool _armed;

    public FaultyRelay(int target)
    {
        _target = target;
        _server = new LoopbackServer(RelayAsync);
    }

    public int Port => _server.Port;

    public Fault Fault { get; set; }

    /// <summary>Whether the fault hits what the client sends, or what the helper sends.</summary>
    public bool FromClient { get; set; }

    /// <summary>Bytes that pass before the fault.</summary>
    public int At { get; private set; }

    /// <summary>Where each connection is recorded as the client's side of it, to a file of its own; null for nowhere.</summary>
    public string? Recordings { get; init; }

    /// <summary>How often the fault has struck.</summary>
    public int Struck { get; private set; }

    /// <summary>The next connection is a control connection again.</summary>
    public void NewClient() => _isNew = true;

    /// <summary>Bytes of jobs that have passed in the faulty direction since it was armed.</summary>
    public int Passed => _passed;

    public void Arm(int at) => (At, _passed, _armed) = (at, 0, true);

    public void Dispose() => _server.Dispose();

    private async Task RelayAsync(TcpClient client, CancellationToken stop)
    {
        var (number, isControl) = (_connection++, _isNew); // a client's first is its control connection
        _isNew = false;
        using (client)
        using (var helper = new TcpClient())
        {
            await helper.ConnectAsync(IPAddress.Loopback, _target, stop);
            client.NoDelay = helper.NoDelay = true;
            await using Stream toHelper = Recordings is null ? helper.GetStream() : new WireTap(helper.GetStream(), Path.Combine(Recordings, $"{number}"));
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(
                PumpAsync(client.GetStream(), toHelper, isControl || !FromClient ? () => Fault.None : () => Fault, either.Token),
                PumpAsync(toHelper, client.GetStream(), isControl || FromClient ? () => Fault.None : () => Fault, either.Token));
            either.Cancel();
        }
    }

    private async Task PumpAsync(Stream from, Stream to, Func<Fault> meets, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, stop) is var read and > 0)
            {
                var (fault, at) = (meets(), At - _passed);
                if (fault is not Fault.None && _armed && at >= 0 && at < read)
                {
                    (_armed, Struck) = (false, Struck + 1);
                    if (fault is Fault.Cut)
                    {
                        await to.WriteAsync(buffer.AsMemory(0, at), stop);
                        return;
                    }

                    buffer[at] ^= 0x10;
                }

                await to.WriteAsync(buffer.AsMemory(0, read), stop);
                if (fault is not Fault.None)
                {
                    _passed += read;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // one side has closed
        }
    }
}
