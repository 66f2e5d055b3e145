using Mesh.Compile.Classification;
using Mesh.Compile.Targets;
using Mesh.Node.Peers;

namespace Mesh.Node.Dispatch;

/// <summary>A compile that may be done elsewhere: how it is divided, and what the compiler there must be.</summary>
internal sealed record Journey(CompilePlan Plan, CompilerIdentity Compiler, CompilerFacts Facts, CompilerWish Wish, bool Compared)
{
    public Wanted Wanted { get; } = new(Wish, Facts.Key, Compared ? Facts.Identity : null);

    /// <summary>The match that a peer which was chosen for this has offered.</summary>
    public PeerOffer OfferOf(Peer peer) => Wanted.OfferOf(peer) ?? throw new InvalidOperationException($"{peer.Name} was chosen without an offer");
}
