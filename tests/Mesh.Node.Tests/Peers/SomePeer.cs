using System.Net;
using Mesh.Node.Peers;

namespace Mesh.Node.Tests.Peers;

/// <summary>Peers as tests need them.</summary>
internal static class SomePeer
{
    /// <summary>The <c>Wanted.Key</c> that every such peer has offered a match for.</summary>
    public const string Key = "gcc -O2";

    public static Peer Ready(string id, int slots = 2, int running = 0, int ours = 0, string version = "12.2.0") => new()
    {
        Id = id,
        Name = id,
        EndPoint = new IPEndPoint(IPAddress.Loopback, 1),
        Slots = slots,
        Load = new PeerLoad(Math.Max(0, slots - running), 2 * slots, running, ours),
        Toolchains = [new PeerToolchain("x86_64-linux-gnu", "gcc", version, ["c"])],
        State = PeerState.Ready,
        Offers = new Dictionary<string, PeerOffer> { [Key] = new PeerOffer("m-" + id, "gcc", "f-" + id, "") },
    };
}
