using System.Text;
using Mesh.Compile.Classification;
using Mesh.Node.Peers;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>Says what would become of a call, and why, without compiling anything.</summary>
internal sealed class Explainer(CallRouter router, Outfitter outfitter, PeerTable peers)
{
    public async Task<string> ExplainAsync(HandsSession hands, Call call)
    {
        var text = new StringBuilder();
        switch (await router.RouteAsync(hands, call).ConfigureAwait(false))
        {
            case Route.Here(var reason, _):
                text.AppendLine($"local: {reason.Text}").AppendLine($"reason: {reason.Code}");
                break;
            case Route.Away away:
                var (journey, stay) = await outfitter.PrepareAsync(hands, call, away).ConfigureAwait(false);
                Describe(text, call, away, journey, stay);
                break;
        }

        return text.ToString();
    }

    private void Describe(StringBuilder text, Call call, Route.Away away, Journey? journey, LocalReason? stay)
    {
        var (plan, wanted) = (away.Plan, outfitter.WishFor(away));
        var able = journey is null ? 0 : peers.Snapshot.Values.Count(peer => journey.Wanted.WhyNot(peer) is null);
        text.AppendLine(able > 0 ? "remote: one source to one " + Spelling.Of(plan.Kind) : $"local: {stay?.Text ?? "no peer can take it now"}")
            .AppendLine($"preprocess here: {string.Join(" ", plan.PreprocessCommand(call.Compiler, plan.Dependencies?.Path))}")
            .AppendLine($"options that travel: {string.Join(" ", plan.CompileOptions)}")
            .AppendLine($"outputs: {string.Join(" ", Outputs(plan))}");
        text.AppendLine($"compiler: {call.Compiler} ({wanted.Compiler} {wanted.Version} for {wanted.Triplet}, {wanted.Language})");
        if (journey is not null)
        {
            text.AppendLine($"its defaults, told to the peer's compiler: {string.Join(" ", journey.Facts.Pins)}");
        }

        foreach (var peer in peers.Snapshot.Values.OrderBy(peer => peer.Name, StringComparer.Ordinal))
        {
            text.AppendLine($"peer {peer.Name}: {WhatOf(peer, wanted, journey)}");
        }

        if (peers.Snapshot.Count == 0)
        {
            text.AppendLine("peers: none");
        }
    }

    private static string WhatOf(Peer peer, CompilerWish wanted, Journey? journey) =>
        journey is null ? (peer.State == PeerState.Ready ? wanted.WhyNotWorthAsking(peer) : null) ?? peer.State.ToString().ToLowerInvariant()
        : journey.Wanted.WhyNot(peer) ?? $"can take it by {journey.OfferOf(peer).Toolchain} ({peer.Load.Free} of {peer.Slots} slots free)";

    private static IEnumerable<string> Outputs(CompilePlan plan) => plan.Dependencies is { Path: var path } ? [plan.Output, path] : [plan.Output];
}
