using Mesh.Node.Control;

namespace Mesh.Node.Doctor;

/// <summary>The other nodes: can they be reached, are they used?</summary>
internal static class PeerChecks
{
    public static IEnumerable<Finding> Of(Examination examined)
    {
        var ready = examined.ReadyPeers;
        var others = examined.Network.Sighted.Where(other => other.Id.Length == 0 || other.Id != examined.Status?.Node?.Id).ToList();
        var unreached = others.Where(other => ready.All(peer => peer.Id != other.Id && peer.Address != EndPoint(other)))
            .Select(other => (Node: other, Finding: Sighted(other, examined.Protocol))).Where(sighted => sighted.Finding is not null).ToList();
        return unreached.Select(sighted => sighted.Finding!)
            .Concat((examined.Status is { Node: not null } status ? status.Peers : [])
                .Where(peer => unreached.All(sighted => sighted.Node.Id != peer.Id)) // what is known of the way to it says more than its state
                .SelectMany(Known));
    }

    private static Finding? Sighted(SightedNode other, int ours) => other switch
    {
        { Protocol: null } => new(FindingIds.PeerVersion, Severity.Problem,
            $"{other.Name} at {EndPoint(other)} speaks a version of mesh that this one does not understand", "install the same mesh on both machines"),
        { Protocol: var protocol } when protocol != ours => new(FindingIds.PeerVersion, Severity.Problem,
            $"{other.Name} at {EndPoint(other)} speaks protocol version {protocol}, this mesh {ours}", "install the same mesh on both machines"),
        { State: PortState.Refused } => new(FindingIds.PeerRefuses, Severity.Problem,
            $"{other.Name} is announced at {EndPoint(other)}, but nobody listens there: its node has ended without a goodbye",
            $"`mesh join` on {other.Name} again; the announcement is forgotten within two minutes"),
        { State: PortState.Silent } => new(FindingIds.PeerBlocked, Severity.Problem,
            $"{other.Name} is announced at {EndPoint(other)}, but TCP port {other.Port} does not answer: a firewall there, or between",
            $"on {other.Name}, choose a port that stays the same (`mesh join --port 6374`, or `port` in mesh.json) and let it in: {Firewalls.Open(6374, "tcp")}"),
        _ => null,
    };

    private static IEnumerable<Finding> Known(PeerStatus peer)
    {
        if (peer.State != "ready")
        {
            yield return new(FindingIds.PeerNotReady, Severity.Warning,
                $"{peer.Name} at {peer.Address} is {peer.State}" + (peer.Reason is { } reason ? $": {reason}" : ""),
                $"it is tried again by itself; if it stays so, look at the log of the node on {peer.Name}, and whether its machine is overloaded or sleeps");
        }
        else if (peer.Reason is { } reason)
        {
            yield return new(FindingIds.PeerDistrusted, Severity.Problem,
                $"{peer.Name} is not trusted with every job: {reason}",
                $"compare the compilers (`mesh toolchains` on both machines) and the memory of {peer.Name}; a restart of either node gives it another chance");
        }
        else if (peer.Slots == 0)
        {
            yield return new(FindingIds.PeerNoHelp, Severity.Information,
                $"{peer.Name} is a client only: it compiles for nobody",
                $"if it should help: `mesh doctor` on {peer.Name} says why it does not (`--no-help`, no C compiler, no sandbox)");
        }
    }

    private static string EndPoint(SightedNode node) => node.Address.Contains(':') ? $"[{node.Address}]:{node.Port}" : $"{node.Address}:{node.Port}";
}
