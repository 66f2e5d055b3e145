using System.Net.Sockets;
using System.Text;

namespace Mesh.Running;

/// <summary>Tells systemd, or whoever gave us <c>NOTIFY_SOCKET</c>, what the node is doing: sd_notify(3) without libsystemd.</summary>
internal sealed class Supervisor(string? address)
{
    public void Ready() => Send("READY=1");

    public void Stopping() => Send("STOPPING=1");

    private void Send(string state)
    {
        if (address is null || address.Length < 2 || address[0] is not ('/' or '@')) return;
        try
        {
            // '@' stands for the zero byte before an abstract name.
            var end = new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address.Substring(1) : address);
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.SendTo(Encoding.UTF8.GetBytes(state), end);
        }
        catch (SocketException)
        {
            // Nobody listens: a notification is a courtesy, and no reason to end a node.
        }
    }
}
