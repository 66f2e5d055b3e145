using Mesh.Compile.Classification;
using Mesh.Wire;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>Has the hands run the client's own preprocessor, and takes its text as it comes.</summary>
internal static class Preprocessor
{
    /// <summary>Fills and completes the source. Else the reason why it is not for travelling: mostly that the preprocessor failed or had
    /// something to say, which the bare compiler then says.</summary>
    public static async Task<LocalReason?> RunAsync(HandsSession hands, Call call, CompilePlan plan, PreprocessedSource source)
    {
        var run = hands.Run(plan.PreprocessCommand(call.Compiler, AdoptDependencyFile(hands, plan)), []);
        var said = new List<byte>();
        while (true)
        {
            switch (await hands.NextAsync().ConfigureAwait(false))
            {
                case Stdout text:
                    if (source.Length + text.Bytes.Length > WireLimits.MaxSourceBytes)
                    {
                        await EndAsync(hands, run).ConfigureAwait(false);
                        return DispatchReasons.TooLarge();
                    }

                    source.Append(text.Bytes.Span);
                    break;
                case Stderr words:
                    said.AddRange(words.Bytes.Span[..Math.Min(words.Bytes.Length, WireLimits.MaxCapturedBytes - said.Count)].ToArray());
                    break;
                case Exited { Code: 0, Signal: 0 } when said.Count == 0 || (CanBeJoined(plan) && said.Count < WireLimits.MaxCapturedBytes):
                    source.Complete(said.ToArray());
                    return null;
                case Exited:
                    return DispatchReasons.PreprocessorSpoke();
                default:
                    throw new HandsGoneException();
            }
        }
    }

    // ClangMessages does, if anything can.
    private static bool CanBeJoined(CompilePlan plan) => plan.Mode == PreprocessMode.RewrittenIncludes;

    // What the preprocessor still says must not be taken for an answer to what is asked next.
    private static async Task EndAsync(HandsSession hands, uint run)
    {
        hands.Queue(new Kill(run));
        while (await hands.NextAsync().ConfigureAwait(false) is not Exited)
        {
        }
    }

    // Written beside its place and renamed together with the object: both appear, or neither.
    private static string? AdoptDependencyFile(HandsSession hands, CompilePlan plan)
    {
        if (plan.Dependencies is not { Path: var final })
        {
            return null;
        }

        var temporary = $"{final}.mesh-{Guid.NewGuid():N}";
        hands.Queue(new Adopt(temporary, final));
        return temporary;
    }
}
