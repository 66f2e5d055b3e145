using System.Net;
using System.Net.Sockets;
using Mesh.Wire.Dns;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Discovery;

/// <summary>The sockets of all links: opened as links come, closed as they go, replaced as they change or break, tried again where they fail.</summary>
/// <param name="open">Opens one on a link, for a family.</param>
/// <param name="log">The room's.</param>
internal sealed class MulticastSockets(Func<Link, AddressFamily, MulticastSocket> open, ILogger log) : IAsyncDisposable
{
    private readonly List<MulticastSocket> _open = [];
    private readonly EchoFilter _echoes = new();
    private readonly HashSet<int> _reopened = [];
    private string? _said;

    /// <summary>Of these links, those on which at least one socket stands.</summary>
    public async Task<List<Link>> FollowAsync(IReadOnlyList<Link> links)
    {
        bool IsOver(MulticastSocket socket) => socket.IsBroken || !links.Any(link => link.Has(socket.Family) && socket.Fits(link));
        var served = _open.Select(socket => socket.LinkIndex).ToHashSet();
        foreach (var over in _open.Where(IsOver).ToList())
        {
            if (over.IsBroken) Log.Broken(log, over.LinkName, over.Family);
            _open.Remove(over);
            await over.DisposeAsync().ConfigureAwait(false);
        }
        var reason = "none is up with an address";
        foreach (var link in links)
            foreach (var family in (AddressFamily[])[AddressFamily.InterNetwork, AddressFamily.InterNetworkV6])
            {
                if (!link.Has(family) || _open.Exists(socket => socket.LinkIndex == link.Index && socket.Family == family)) continue;
                if (TryOpen(link, family) is { } why) reason = why;
                else if (served.Contains(link.Index)) _reopened.Add(link.Index);
            }
        var usable = links.Where(link => _open.Exists(socket => socket.LinkIndex == link.Index)).ToList();
        Say(usable, reason);
        return usable;
    }

    /// <summary>The links that were there already, and on which something may have gone unheard, since the last call.</summary>
    public List<int> TakeReopened()
    {
        var taken = _reopened.ToList();
        _reopened.Clear();
        return taken;
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
            _open.Add(open(link, family));
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
