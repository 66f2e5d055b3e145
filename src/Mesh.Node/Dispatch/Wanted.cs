using Mesh.Compile.Targets;
using Mesh.Node.Peers;

namespace Mesh.Node.Dispatch;

/// <summary>What a peer must offer to be given a job.</summary>
/// <param name="Key">Stands for the compiler, the language and the options: peers' offers are kept by it.</param>
/// <param name="Policy">How near the version must be.</param>
/// <param name="Identity">Stands for the compiler's file and what chooses its target, where its code is to be compared with the peer's first; null where it is not.</param>
internal sealed record Wanted(string Triplet, string Compiler, string Version, string Language, string Key, VersionPolicy Policy = VersionPolicy.Exact, string? Identity = null)
{
    /// <summary>Why this peer cannot take such a job; null when it can, now or later.</summary>
    public string? WhyNot(Peer peer) => peer switch
    {
        { State: not PeerState.Ready } => $"it is {peer.State.ToString().ToLowerInvariant()}",
        { Load.Capacity: 0 } => "it takes no jobs",
        _ when peer.Conduct.WhyNotAt(Conduct.Now) is { } failing => failing,
        _ when OfferOf(peer) is not { } offer => WhyNotWorthAsking(peer) ?? "it has not answered yet which of its compilers agrees",
        _ when !OfferOf(peer)!.IsMatch => OfferOf(peer)!.WhyNot,
        _ when peer.Quarantined.TryGetValue(OfferOf(peer)!.Fingerprint, out var quarantine) => quarantine,
        _ when Identity is not null => VerdictOn(peer, OfferOf(peer)!),
        _ => null,
    };

    private static string? VerdictOn(Peer peer, PeerOffer offer) => !peer.Verdicts.TryGetValue(offer.Pair, out var verdict)
        ? $"the code of its {offer.Toolchain} is being compared with that of the compiler here"
        : verdict.IsDifferent ? $"its {offer.Toolchain} makes different code: {verdict.Where}" : null;

    public PeerOffer? OfferOf(Peer peer) => peer.Offers.TryGetValue(Key, out var offer) ? offer : null;

    /// <summary>Null for a peer that has a compiler whose name does not speak against it. Names propose; only an <c>Offer</c> decides.</summary>
    public string? WhyNotWorthAsking(Peer peer)
    {
        var alike = peer.Toolchains.Where(offered => offered.Compiler == Compiler && offered.Languages.Contains(Language)
            && (Compiler == "clang" || (CanonicalTarget.Of(Triplet) is { } wanted && CanonicalTarget.Of(offered.Triplet)?.MayServe(wanted) == true))).ToList();
        return alike.Count == 0 ? $"it has no {Compiler} for {Triplet} ({Language})"
            : alike.Exists(offered => TargetAgreement.Allows(Policy, Version, offered.Version)) ? null
            : $"it has {Compiler} {string.Join(", ", alike.Select(offered => offered.Version).Distinct())} for such targets, not {Version} ({Language})";
    }
}
