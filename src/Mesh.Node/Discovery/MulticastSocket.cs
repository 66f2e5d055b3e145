using System.Net;
using System.Net.Sockets;
using Mesh.Wire.Dns;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Discovery;

/// <summary>One link, one address family: port 5353 of the multicast group.</summary>
/// <remarks>
/// Bound to the group's address, not to all addresses: so it hears nothing sent to this machine alone, neither the unicast answers that
/// an avahi-daemon on the same port waits for, nor packets that strangers send across routers. A socket for each link, because which link
/// a packet came by can't be asked on Mono.
/// </remarks>
internal sealed class MulticastSocket : IAsyncDisposable
{
    private static readonly IPAddress GroupIpv4 = IPAddress.Parse("224.0.0.251");
    private static readonly IPAddress GroupIpv6 = IPAddress.Parse("ff02::fb");

    // A socket that fails on every receive is replaced when the interfaces are looked at; until then it must not spin.
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(200);

    // A second's worth: one error is an unplugged cable's, or a packet's that could not be delivered.
    private const int MostErrors = 5;

    private readonly Link _link;
    private readonly Socket _socket;
    private readonly IPEndPoint _group;
    private readonly ILogger _log;
    private Task _receiving = Task.CompletedTask;
    private volatile int _errors; // receives in a row that failed
    private volatile bool _closed;

    private MulticastSocket(Link link, Socket socket, IPEndPoint group, ILogger log)
    {
        (_link, Family, _socket, _group, _log) = (link, group.AddressFamily, socket, group, log);
    }

    public int LinkIndex => _link.Index;

    public string LinkName => _link.Name;

    public AddressFamily Family { get; }

    /// <summary>Hears nothing more: it must be replaced.</summary>
    public bool IsBroken => _receiving.IsCompleted || _errors >= MostErrors;

    /// <summary>Starts to listen; what is heard goes to <paramref name="heard"/>, which drops what nobody has time for.</summary>
    /// <exception cref="SocketException">The address cannot be had.</exception>
    /// <exception cref="IOException">The kernel refuses an option.</exception>
    public static MulticastSocket Open(Link link, AddressFamily family, Action<Heard> heard, ILogger log)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            var isIpv4 = family == AddressFamily.InterNetwork;
            var group = isIpv4 ? GroupIpv4 : new IPAddress(GroupIpv6.GetAddressBytes(), link.Index);
            Native.ShareAddress(socket);
            if (isIpv4) Native.JoinIpv4(socket, group.GetAddressBytes(), link.Index, link.Name);
            else Native.JoinIpv6(socket, group.GetAddressBytes(), link.Index, link.Name);
            var endPoint = new IPEndPoint(group, Responder.Port);
            socket.Bind(endPoint);
            return Start(link, socket, endPoint, heard, log);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Starts to listen with a socket that is bound; owns it from then on.</summary>
    internal static MulticastSocket Start(Link link, Socket socket, IPEndPoint group, Action<Heard> heard, ILogger log)
    {
        var started = new MulticastSocket(link, socket, group, log);
        started._receiving = started.ReceiveAsync(heard);
        return started;
    }

    /// <summary>Whether it was opened for what this link is now. One that has moved to another network joins the group anew, which tells the switches there.</summary>
    public bool Fits(Link link) => LinkIndex == link.Index && LinkName == link.Name && _link.Of(Family).SequenceEqual(link.Of(Family));

    /// <summary>False when the network would not take it, which multicast DNS outlives: everything is said more than once.</summary>
    public bool Send(byte[] bytes, IPEndPoint? to)
    {
        try
        {
            _socket.SendTo(bytes, to ?? _group);
            return true;
        }
        catch (SocketException e)
        {
            Log.SendFailed(_log, LinkName, Family, e.Message);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        _socket.Dispose();
        await _receiving.ConfigureAwait(false);
    }

    private async Task ReceiveAsync(Action<Heard> heard)
    {
        // One byte more than may be read: a longer datagram shows by filling it.
        var buffer = new byte[DnsMessage.MaxBytes + 1];
        var any = new IPEndPoint(Family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!_closed)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(new ArraySegment<byte>(buffer), SocketFlags.None, any).ConfigureAwait(false);
                _errors = 0;
                var source = (IPEndPoint)received.RemoteEndPoint;
                if (DnsReader.TryRead(buffer, received.ReceivedBytes, out var message))
                    heard(new Heard(this, source, buffer.AsSpan(0, received.ReceivedBytes).ToArray(), message));
                else
                    Log.Unreadable(_log, received.ReceivedBytes, source, LinkName);
            }
            catch (Exception e) when (e is ObjectDisposedException || (_closed && e is SocketException))
            {
                return;
            }
            catch (SocketException e)
            {
                _errors++; // this loop alone writes it
                Log.ReceiveFailed(_log, LinkName, Family, e.Message);
                await Task.Delay(PauseAfterError).ConfigureAwait(false);
            }
        }
    }
}
