namespace Mesh.Node.Doctor;

/// <summary>Do nodes find each other? Not asked where a peer is ready, however it was found.</summary>
internal static class NetworkChecks
{
    private const int MulticastPort = 5353;

    private const string ByName = "name the other node instead: `mesh join --port 6374` there, `mesh join --peer HOST:6374` here (or `port` and `peers` in mesh.json)";

    public static IEnumerable<Finding> Of(Examination examined) =>
        examined.ReadyPeers.Count > 0 ? [] : Trouble(examined) is { } trouble ? [trouble] : Alone(examined) is { } alone ? [alone] : [];

    // The first of these explains the others.
    private static Finding? Trouble(Examination examined)
    {
        var network = examined.Network;
        if (network.Interfaces.Count == 0)
        {
            return new(FindingIds.NoMulticast, Severity.Problem,
                "no network interface is up, has an address and can multicast, so no other machine is found",
                $"`ip link set DEVICE up multicast on` (`ip -br address` lists them); where multicast cannot be had, {ByName}");
        }

        if (network.PortTaken is { } why)
        {
            return new(FindingIds.MulticastPort, Severity.Problem,
                $"UDP port {MulticastPort} of multicast DNS cannot be shared: {why}" + (network.Responders.Count == 0 ? "" : $"; {string.Join(" and ", network.Responders)} runs here"),
                $"let it be shared: `disallow-other-stacks=no` in /etc/avahi/avahi-daemon.conf, `MulticastDNS=no` in /etc/systemd/resolved.conf; `ss -ulpn 'sport = :{MulticastPort}'` shows who has it");
        }

        if (examined.Status?.Node is not { } node) return null;
        if (!network.Interfaces.Any(link => link.Addresses.Any(node.Addresses.Contains)))
        {
            return new(FindingIds.OtherInterfaces, Severity.Problem,
                $"the node uses none of this machine's networks ({string.Join(", ", network.Interfaces)}); its own addresses are {(node.Addresses.Count == 0 ? "none" : string.Join(", ", node.Addresses))}",
                "start it without `--interface` (and without `interfaces` in mesh.json, and MESH_INTERFACES), or name the right one");
        }

        return network.Sighted.All(other => other.Id != node.Id)
            ? new(FindingIds.NotHeardBack, Severity.Problem,
                $"this node's own announcement is not heard back on {string.Join(", ", network.Interfaces)}: multicast is blocked on this machine",
                $"let multicast DNS in: {Firewalls.Open(MulticastPort, "udp")}")
            : null;
    }

    private static Finding? Alone(Examination examined) =>
        examined.Status is { Node: { } node, Peers.Count: 0 } && examined.Network.Sighted.All(other => other.Id == node.Id)
            ? new(FindingIds.NoPeers, Severity.Problem,
                $"no other node is to be seen on {string.Join(", ", examined.Network.Interfaces)}",
                $"`mesh join` on another machine of that network, with UDP port {MulticastPort} let in; where multicast does not pass (guest Wi-Fi, VLANs, VPNs, containers), {ByName}")
            : null;
}
