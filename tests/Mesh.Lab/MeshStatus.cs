using System.Text.Json;

namespace Mesh.Lab;

/// <summary>What the tests read of <c>mesh status --json</c>, by the schema in docs; deliberately not the program's own type.</summary>
internal sealed record MeshStatus(int Slots, int Free, IReadOnlyList<MeshStatus.Peer> Peers, MeshStatus.Counts Totals, IReadOnlyDictionary<string, long> LocalReasons)
{
    public sealed record Peer(string Name, string Address, int Slots, int Free, string State, IReadOnlyList<string> Targets);

    public sealed record Counts(long Remote, long Local, long Fallback, long Helped, long Failed)
    {
        public static Counts operator -(Counts a, Counts b) =>
            new(a.Remote - b.Remote, a.Local - b.Local, a.Fallback - b.Fallback, a.Helped - b.Helped, a.Failed - b.Failed);
    }

    /// <summary>The peers that can be sent a job now.</summary>
    public IEnumerable<string> Ready => Peers.Where(peer => peer.State == "ready").Select(peer => peer.Name).Order(StringComparer.Ordinal);

    /// <summary>The peers that the table shows as members of the mesh.</summary>
    public IEnumerable<string> Present => Peers.Where(peer => peer.State is "ready" or "discovered").Select(peer => peer.Name).Order(StringComparer.Ordinal);

    public static MeshStatus Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var node = root.GetProperty("node");
        var totals = root.GetProperty("totals");
        return new MeshStatus(
            node.GetProperty("slots").GetInt32(),
            node.GetProperty("free").GetInt32(),
            root.GetProperty("peers").EnumerateArray().Select(ReadPeer).ToList(),
            new Counts(Total("remote"), Total("local"), Total("fallback"), Total("helped"), Total("failed")),
            root.GetProperty("localReasons").EnumerateObject().ToDictionary(reason => reason.Name, reason => reason.Value.GetInt64()));

        long Total(string name) => totals.GetProperty(name).GetInt64();
    }

    private static Peer ReadPeer(JsonElement peer) => new(
        peer.GetProperty("name").GetString()!,
        peer.GetProperty("address").GetString()!,
        peer.GetProperty("slots").GetInt32(),
        peer.GetProperty("free").GetInt32(),
        peer.GetProperty("state").GetString()!,
        peer.GetProperty("targets").EnumerateArray()
            .Select(t => $"{t.GetProperty("triplet").GetString()}/{t.GetProperty("compiler").GetString()}-{t.GetProperty("version").GetString()}").ToList());
}
