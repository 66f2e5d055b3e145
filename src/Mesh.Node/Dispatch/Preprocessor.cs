using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Layout;
using Mesh.Wire;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>Has the hands run the client's own preprocessor, and takes its text as it comes.</summary>
internal sealed class Preprocessor(LostPragmas pragmas)
{
    /// <summary>Where gcc names a precompiled header that it found, if it found any: before the text of the first header. What is behind this, a helper finds as well.</summary>
    private const int Beginning = 256 * 1024;

    /// <summary>Fills and completes the source. Else the reason why it is not for travelling: mostly that the preprocessor failed or had
    /// something to say, which the bare compiler then says.</summary>
    public async Task<LocalReason?> RunAsync(HandsSession hands, Call call, CompilePlan plan, PreprocessedSource source)
    {
        if (await IsAnyThereAsync(hands, [.. plan.PrecompiledHeaders]).ConfigureAwait(false))
        {
            return DispatchReasons.PrecompiledHeader();
        }

        var entered = LostPragmas.Concern(plan) ? new EnteredFiles() : null;
        var run = hands.Run(plan.PreprocessCommand(call.Compiler, AdoptDependencyFile(hands, plan)), []);
        var said = new List<byte>();
        while (true)
        {
            switch (await hands.NextAsync().ConfigureAwait(false))
            {
                case Stdout text:
                    if (Unfit(plan, source, text.Bytes.Span) is { } unfit)
                    {
                        await EndAsync(hands, run).ConfigureAwait(false);
                        return unfit;
                    }

                    entered?.Feed(text.Bytes.Span);
                    source.Append(text.Bytes.Span);
                    break;
                case Stderr words:
                    said.AddRange(words.Bytes.Span[..Math.Min(words.Bytes.Length, WireLimits.MaxCapturedBytes - said.Count)].ToArray());
                    break;
                case Exited { Code: 0, Signal: 0 } when said.Count == 0 || (CanBeJoined(plan) && said.Count < WireLimits.MaxCapturedBytes):
                    source.Complete(said.ToArray());
                    return entered is null ? null : await LostAsync(hands, call, plan, entered).ConfigureAwait(false);
                case Exited:
                    return DispatchReasons.PreprocessorSpoke();
                default:
                    throw new HandsGoneException();
            }
        }
    }

    private static async Task<bool> IsAnyThereAsync(HandsSession hands, IReadOnlyList<string> files)
    {
        if (files.Count == 0)
        {
            return false;
        }

        hands.Queue(new Stat(files));
        return (await hands.NextAsync<Stats>().ConfigureAwait(false)).Files.Any(file => file.Type != FileStatType.Absent);
    }

    private static LocalReason? Unfit(CompilePlan plan, PreprocessedSource source, ReadOnlySpan<byte> text) =>
        source.Length + text.Length > WireLimits.MaxSourceBytes ? DispatchReasons.TooLarge()
        : plan.Family == CompilerFamily.Gcc && source.Length < Beginning && text.IndexOf("\n#pragma GCC pch_preprocess \""u8) >= 0 ? DispatchReasons.PrecompiledHeader()
        : null;

    // The text is under way meanwhile.
    private async Task<LocalReason?> LostAsync(HandsSession hands, Call call, CompilePlan plan, EnteredFiles entered) =>
        await pragmas.FindAsync(hands, call, plan, entered.Files).ConfigureAwait(false) is { } file ? DispatchReasons.LostPragma(file) : null;

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
