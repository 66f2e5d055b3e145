using System.Net;
using System.Net.Sockets;
using Mesh.Wire.Dns;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Discovery;

/// <summary>The sockets of all links: opened as links come, closed as they go, tried again where they fail.</summary>
internal sealed class MulticastSockets(Action<Heard> heard, ILogger log) : IAsyncDisposable
{
    private readonly List<MulticastSocket> _open = [];
    private readonly EchoFilter _echoes = new();
    private string? _said;

    /// <summary>Of these links, those on which at least one socket stands.</summary>
    public async Task<List<Link>> FollowAsync(IReadOnlyList<Link> links)
    {
        foreach (var socket in _open.Where(open => !links.Any(link => link.Index == open.LinkIndex && link.Has(open.Family))).ToList())
        {
            _open.Remove(socket);
            await socket.DisposeAsync().ConfigureAwait(false);
        }
        var reason = "none is up with an address";
        foreach (var link in links)
            foreach (var family in (AddressFamily[])[AddressFamily.InterNetwork, AddressFamily.InterNetworkV6])
            {
                if (link.Has(family) && !_open.Exists(open => open.LinkIndex == link.Index && open.Family == family) && TryOpen(link, family) is { } why)
                    reason = why;
            }
        var usable = links.Where(link => _open.Exists(open => open.LinkIndex == link.Index)).ToList();
        Say(usable, reason);
        return usable;
    }

    public void Send(Outgoing outgoing, TimeSpan now)
    {
        var bytes = DnsWriter.Write(outgoing.Message, legacy: outgoing.To is not null);
        foreach (var socket in _open)
        {
            if (socket.LinkIndex != outgoing.Link.Index || (outgoing.To is { } to && to.AddressFamily != socket.Family)) continue;
            if (socket.Send(bytes, outgoing.To) && outgoing.To is null) _echoes.Sent(socket, bytes, now);
        }
    }

    public bool IsEcho(Heard heard, TimeSpan now) =>
        _echoes.IsEcho(heard.Socket, heard.Bytes, heard.Message.IsResponse || heard.Message.Authorities.Count > 0, now);

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _open) await socket.DisposeAsync().ConfigureAwait(false);
        _open.Clear();
    }

    private string? TryOpen(Link link, AddressFamily family)
    {
        try
        {
            _open.Add(MulticastSocket.Open(link, family, heard, log));
            return null;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            Log.OpenFailed(log, link.Name, family, e.Message);
            return $"{link.Name}: {e.Message}";
        }
    }

    // Once for each change, not once for each look.
    private void Say(List<Link> usable, string reason)
    {
        var links = string.Join(", ", usable.Select(link => link.Name));
        if (links == _said) return;
        _said = links;
        if (usable.Count == 0) Log.NoMulticast(log, reason);
        else Log.Listening(log, links);
    }
}
