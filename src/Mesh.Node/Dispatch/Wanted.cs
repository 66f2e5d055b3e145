using Mesh.Node.Peers;

namespace Mesh.Node.Dispatch;

/// <summary>What a peer must offer to be given a job.</summary>
/// <param name="Compiler">Whose code its compiler has to make.</param>
/// <param name="Key">Stands for that compiler, the language and the options: peers' offers are kept by it.</param>
/// <param name="Identity">Stands for the compiler's file and what chooses its target, where its code is to be compared with the peer's first; null where it is not.</param>
internal sealed record Wanted(CompilerWish Compiler, string Key, string? Identity = null)
{
    /// <summary>Why this peer cannot take such a job; null when it can, now or later.</summary>
    public string? WhyNot(Peer peer) => peer switch
    {
        { State: not PeerState.Ready } => $"it is {peer.State.ToString().ToLowerInvariant()}",
        { Load.Capacity: 0 } => "it takes no jobs",
        _ when peer.Conduct.WhyNotAt(Conduct.Now) is { } failing => failing,
        _ when OfferOf(peer) is not { } offer => Compiler.WhyNotWorthAsking(peer) ?? "it has not answered yet which of its compilers agrees",
        _ when !OfferOf(peer)!.IsMatch => OfferOf(peer)!.WhyNot,
        _ when peer.Quarantined.TryGetValue(OfferOf(peer)!.Fingerprint, out var quarantine) => quarantine,
        _ when Identity is not null => VerdictOn(peer, OfferOf(peer)!),
        _ => null,
    };

    private static string? VerdictOn(Peer peer, PeerOffer offer) => !peer.Verdicts.TryGetValue(offer.Pair, out var verdict)
        ? $"the code of its {offer.Toolchain} is being compared with that of the compiler here"
        : verdict.IsDifferent ? $"its {offer.Toolchain} makes different code: {verdict.Where}" : null;

    public PeerOffer? OfferOf(Peer peer) => peer.Offers.TryGetValue(Key, out var offer) ? offer : null;
}
