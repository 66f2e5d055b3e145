using System.Text;
using Mesh.Compile.Classification;
using Mesh.Node.Peers;
using Mesh.Node.Processes;
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
                DescribeStay(text, call, reason);
                break;
            case Route.Away away:
                var (journey, stay) = await outfitter.PrepareAsync(hands, call, away).ConfigureAwait(false);
                var able = journey is not null && peers.Snapshot.Values.Any(peer => journey.Wanted.WhyNot(peer) is null);
                if (able)
                {
                    text.AppendLine("remote: one source to one " + Spelling.Of(away.Plan.Kind));
                }
                else
                {
                    DescribeStay(text, call, stay ?? DispatchReasons.NoToolchain(outfitter.WishFor(away), "see below"));
                }

                DescribeJob(text, call, away, journey);
                DescribePeers(text, outfitter.WishFor(away), journey);
                break;
        }

        return text.ToString();
    }

    private static void DescribeStay(StringBuilder text, Call call, LocalReason reason)
    {
        text.AppendLine($"local: {reason.Text}").AppendLine($"reason: {reason.Code}");
        if (reason.Option is { } option)
        {
            text.AppendLine($"option: {option}");
        }

        text.AppendLine($"runs here: {CommandLineText.Quote([call.Compiler, .. call.Arguments.Skip(1)])}");
    }

    private static void DescribeJob(StringBuilder text, Call call, Route.Away away, Journey? journey)
    {
        var (plan, compiler) = (away.Plan, away.Compiler);
        var job = JobRequest.Of(plan, compiler, "", call.Environment);
        text.AppendLine($"preprocess here: {CommandLineText.Quote(plan.PreprocessCommand(call.Compiler, plan.Dependencies?.Path))}")
            .AppendLine($"options that travel: {CommandLineText.Quote(job.Options)}");
        if (job.Env.Count > 0)
        {
            text.AppendLine($"variables that travel: {CommandLineText.Quote(job.Env)}");
        }

        var outputs = plan.Outputs.Select(output => output.Path);
        text.AppendLine($"outputs: {CommandLineText.Quote([.. plan.Dependencies is { Path: var path } ? outputs.Append(path) : outputs])}")
            .AppendLine($"compiler: {call.Compiler} ({job.Compiler} {job.CompilerVersion} for {job.Triplet}, {job.Language})");
        if (journey is not null)
        {
            text.AppendLine($"its defaults, told to the peer's compiler: {CommandLineText.Quote(journey.Facts.Pins)}");
        }
    }

    private void DescribePeers(StringBuilder text, CompilerWish wanted, Journey? journey)
    {
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
}
