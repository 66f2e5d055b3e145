using System.Text;
using Mesh.Compile.Classification;
using Mesh.Node.Peers;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>Says what would become of a call, and why, without compiling anything.</summary>
internal sealed class Explainer(CallRouter router, PeerTable peers)
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
                Describe(text, call, away);
                break;
        }

        return text.ToString();
    }

    private void Describe(StringBuilder text, Call call, Route.Away away)
    {
        var (plan, wanted) = (away.Plan, away.Wanted);
        var able = peers.Snapshot.Values.Count(peer => wanted.WhyNot(peer) is null);
        text.AppendLine(able > 0 ? "remote: one source to one " + Spelling.Of(plan.Kind) : "local: no peer can take it now")
            .AppendLine($"compiler: {call.Compiler} ({wanted.Compiler} {wanted.Version} for {wanted.Triplet}, {wanted.Language})")
            .AppendLine($"preprocess here: {string.Join(" ", plan.PreprocessCommand(call.Compiler, plan.Dependencies?.Path))}")
            .AppendLine($"options that travel: {string.Join(" ", plan.CompileOptions)}")
            .AppendLine($"outputs: {string.Join(" ", Outputs(plan))}");
        foreach (var peer in peers.Snapshot.Values.OrderBy(peer => peer.Name, StringComparer.Ordinal))
        {
            text.AppendLine($"peer {peer.Name}: {wanted.WhyNot(peer) ?? $"can take it ({peer.Load.Free} of {peer.Slots} slots free)"}");
        }

        if (peers.Snapshot.Count == 0)
        {
            text.AppendLine("peers: none");
        }
    }

    private static IEnumerable<string> Outputs(CompilePlan plan) => plan.Dependencies is { Path: var path } ? [plan.Output, path] : [plan.Output];
}
