namespace Mesh.Node.Doctor;

/// <summary>The command that opens a port, for each firewall that a Linux machine is likely to have. Pure.</summary>
internal static class Firewalls
{
    public static string Open(int port, string protocol) =>
        $"`ufw allow {port}/{protocol}`; `firewall-cmd --permanent --add-port={port}/{protocol} && firewall-cmd --reload`; " +
        $"`nft insert rule inet filter input {protocol} dport {port} accept`; or `iptables -I INPUT -p {protocol} --dport {port} -j ACCEPT`";
}
