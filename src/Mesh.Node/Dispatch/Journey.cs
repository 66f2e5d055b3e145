using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Targets;
using Mesh.Node.Peers;
using Mesh.Wire.Hands;
using Mesh.Wire.Messages;

namespace Mesh.Node.Dispatch;

/// <summary>A compile that may be done elsewhere: how it is divided, and what the compiler there must be.</summary>
internal sealed record Journey(CompilePlan Plan, CompilerIdentity Compiler, CompilerFacts Facts, CompilerWish Wish, bool Compared)
{
    public Wanted Wanted { get; } = new(Wish, Facts.Key, Compared ? Facts.Identity : null);

    /// <summary>What the caller's compiler does with an output that is there already: clang is its own assembler, and gcc leaves an object to another.</summary>
    public Replacement ReplacementOf(OutputKind kind) => kind switch
    {
        OutputKind.Object or OutputKind.Assembly when Compiler.Family == CompilerFamily.Clang => Replacement.Replaces,
        OutputKind.Object => Replacement.Assembles,
        OutputKind.SplitDebug when Compiler.Family == CompilerFamily.Gcc => Replacement.Assembles, // objcopy's work, which opens files as an assembler does
        _ => Replacement.Fills,
    };

    /// <summary>In which the peer's compiler shall run, where the caller's characters get into the program; else null.</summary>
    public string? Locale { get; init; }

    /// <summary>What a peer that was chosen for this is asked to do.</summary>
    public Job JobFor(Peer peer, Call call)
    {
        var job = JobRequest.Of(Plan, Compiler, OfferOf(peer).Match, call.Environment);
        return Locale is null ? job : job with { Env = [.. job.Env, JobRequest.LocaleIs(Locale)] };
    }

    /// <summary>The match that a peer which was chosen for this has offered.</summary>
    public PeerOffer OfferOf(Peer peer) => Wanted.OfferOf(peer) ?? throw new InvalidOperationException($"{peer.Name} was chosen without an offer");
}
