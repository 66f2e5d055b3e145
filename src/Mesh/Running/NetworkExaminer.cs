using System.Net;
using System.Net.Sockets;
using Mesh.Node.Discovery;
using Mesh.Node.Doctor;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Running;

/// <summary>What <c>mesh doctor</c> sees of the network: interfaces, multicast DNS, and whether the nodes that it shows can be connected to.</summary>
internal static class NetworkExaminer
{
    /// <summary>Two questions of a browser (RFC 6762 §5.2: the second comes a second after the first): one may get lost.</summary>
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(2);

    /// <summary>As long as a node waits for a neighbour.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private static readonly string[] KnownResponders = ["avahi-daemon", "systemd-resolved", "mdnsd"];

    public static async Task<NetworkFacts> ExamineAsync(CancellationToken cancel)
    {
        var links = LinkFinder.Find([]);
        var taken = await PortTakenAsync(links).ConfigureAwait(false);
        var sightings = await MulticastDiscovery.BrowseAsync(Listening, [], NullLogger.Instance, cancel).ConfigureAwait(false);
        var seen = sightings.Where(sighting => sighting is { Kind: SightingKind.Seen, Port: > 0, Addresses.Count: > 0 });
        return new NetworkFacts
        {
            Interfaces = [.. links.Where(link => link.Addresses.Any(address => !IPAddress.IsLoopback(address)))
                .Select(link => new InterfaceFacts(link.Name, [.. link.Addresses.OrderBy(address => address.AddressFamily).Select(address => address.ToString())]))],
            PortTaken = taken,
            Responders = taken is null ? [] : Responders(),
            Sighted = await Task.WhenAll(seen.Select(sighting => MeetAsync(sighting, cancel))).ConfigureAwait(false),
        };
    }

    // By opening it as the node does.
    private static async Task<string?> PortTakenAsync(List<Link> links)
    {
        foreach (var link in links)
        {
            var family = link.Has(AddressFamily.InterNetwork) ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
            try
            {
                await MulticastSocket.Open(link, family, _ => { }, NullLogger.Instance).DisposeAsync().ConfigureAwait(false);
                return null;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                return e.Message;
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // This link's own trouble; another may do.
            }
        }

        return null;
    }

    // comm holds 15 letters of the name.
    private static IReadOnlyList<string> Responders() =>
        [.. Directory.GetDirectories("/proc").Select(Name).OfType<string>().SelectMany(name => KnownResponders.Where(known => known.StartsWith(name, StringComparison.Ordinal))).Distinct()];

    private static string? Name(string process)
    {
        try
        {
            var name = File.ReadAllText($"{process}/comm").Trim();
            return name.Length >= 5 ? name : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // ended meanwhile, or no process
        }
    }

    private static async Task<SightedNode> MeetAsync(Sighting sighting, CancellationToken cancel)
    {
        var states = await Task.WhenAll(sighting.Addresses.Take(4).Select(address => ConnectAsync(new IPEndPoint(address, sighting.Port), cancel))).ConfigureAwait(false);
        return new SightedNode
        {
            Name = sighting.InstanceName,
            Id = sighting.Advertised?.NodeId ?? "",
            Address = sighting.Addresses[0].ToString(),
            Port = sighting.Port,
            Protocol = sighting.Advertised?.ProtocolVersion,
            State = states.Contains(PortState.Open) ? PortState.Open : states[0],
        };
    }

    private static async Task<PortState> ConnectAsync(IPEndPoint peer, CancellationToken cancel)
    {
        using var socket = new Socket(peer.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(ConnectTimeout);
        try
        {
            // ConnectAsync takes no token in netstandard2.1: closing the socket is what ends the wait.
            using (late.Token.Register(socket.Dispose)) await socket.ConnectAsync(peer).ConfigureAwait(false);
            return PortState.Open;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return PortState.Refused;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            cancel.ThrowIfCancellationRequested();
            return PortState.Silent;
        }
    }
}
