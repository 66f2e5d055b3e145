using Mesh.Node.Peers;

namespace Mesh.Node.Dispatch;

/// <summary>What a peer must offer to be given a job.</summary>
internal sealed record Wanted(string Triplet, string Compiler, string Version, string Language)
{
    /// <summary>Why this peer cannot take such a job; null when it can, now or later.</summary>
    public string? WhyNot(Peer peer) => peer switch
    {
        { State: not PeerState.Ready } => $"it is {peer.State.ToString().ToLowerInvariant()}",
        { Quarantine: { } quarantine } => quarantine,
        { Load.Capacity: 0 } => "it takes no jobs",
        _ when !IsOfferedBy(peer) => $"it has no {Compiler} {Version} for {Triplet} ({Language})",
        _ => null,
    };

    private bool IsOfferedBy(Peer peer) => peer.Toolchains.Any(offered =>
        offered.Triplet == Triplet && offered.Compiler == Compiler && offered.Version == Version && offered.Languages.Contains(Language));
}
