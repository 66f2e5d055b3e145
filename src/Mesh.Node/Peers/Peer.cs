using System.Net;
using Mesh.Compile.Targets;

namespace Mesh.Node.Peers;

/// <summary>A compiler that a peer offers.</summary>
internal sealed record PeerToolchain(string Triplet, string Compiler, string Version, IReadOnlyList<string> Languages)
{
    /// <summary>What the triplet promises; null where it is not known. Read once: it is looked at for every job that waits.</summary>
    public CanonicalTarget? Target { get; } = CanonicalTarget.Of(Triplet);
}

/// <summary>What a peer last said of its slots.</summary>
/// <param name="Free">Slots that compile nothing.</param>
/// <param name="Capacity">Jobs that it accepts at once; more than its slots, since a source that still arrives needs no processor.</param>
/// <param name="Running">Jobs that it has accepted and not finished, for everybody.</param>
/// <param name="Ours">How many of <paramref name="Running"/> are this node's.</param>
internal sealed record PeerLoad(int Free, int Capacity, int Running, int Ours);

/// <summary>Another node, as this one knows it at one moment.</summary>
internal sealed record Peer
{
    /// <summary>The node id, hexadecimal: the same for as long as the peer's process lives.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required IPEndPoint EndPoint { get; init; }

    public string Arch { get; init; } = "";

    public string Version { get; init; } = "";

    /// <summary>Jobs that it compiles at the same time.</summary>
    public int Slots { get; init; }

    public PeerLoad Load { get; init; } = new(0, 0, 0, 0);

    public IReadOnlyList<PeerToolchain> Toolchains { get; init; } = [];

    /// <summary>Codecs it understands, best first.</summary>
    public IReadOnlyList<string> Codecs { get; init; } = [];

    public PeerState State { get; init; } = PeerState.Discovered;

    /// <summary>Why it is not ready, in words; empty when it is.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Cancelled when its control connection is lost: nothing more is to be expected of jobs that it has.</summary>
    public CancellationToken Present { get; init; }

    /// <summary>What it answered to inquiries, by <c>Wanted.Key</c>.</summary>
    public IReadOnlyDictionary<string, PeerOffer> Offers { get; init; } = new Dictionary<string, PeerOffer>();

    /// <summary>How its toolchains' code compared with ours, by <c>PeerOffer.Pair</c>.</summary>
    public IReadOnlyDictionary<string, CodeVerdict> Verdicts { get; init; } = new Dictionary<string, CodeVerdict>();

    /// <summary>Its toolchains that are given no jobs, by fingerprint, with the reason: a result failed verification.</summary>
    public IReadOnlyDictionary<string, string> Quarantined { get; init; } = new Dictionary<string, string>();

    public Conduct Conduct { get; init; } = Conduct.Good;

    /// <summary>What the longest compile took that it did for this node.</summary>
    public TimeSpan LongestJob { get; init; }

    /// <summary>Jobs that it finished for this node.</summary>
    public long JobsForUs { get; init; }
}
