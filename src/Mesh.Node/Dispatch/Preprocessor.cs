using System.Text;
using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Layout;
using Mesh.Compile.Messages;
using Mesh.Compile.Trees;
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
        var (diagnostics, operators) = (WordSearch.Diagnostic(), WordSearch.PragmaOperator());
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
                    diagnostics.Feed(text.Bytes.Span);
                    operators.Feed(text.Bytes.Span);
                    source.Append(text.Bytes.Span);
                    break;
                case Stderr words:
                    said.AddRange(words.Bytes.Span[..Math.Min(words.Bytes.Length, WireLimits.MaxCapturedBytes - said.Count)].ToArray());
                    break;
                case Exited { Code: 0, Signal: 0 } when said.Count < WireLimits.MaxCapturedBytes && IsCertain(plan, Text(said), diagnostics.Found) is var isCertain && CanBeTold(call, plan, Text(said), isCertain):
                    source.Complete(said.ToArray(), isCertain, diagnostics.Found && operators.Found);
                    return entered is null ? null : await LostAsync(hands, call, plan, entered, Text(said)).ConfigureAwait(false);
                case Exited { Signal: 0 } when GccMessages.IsOfDirectivesOnly(plan.Mode, Text(said)):
                    return DispatchReasons.Unfit("its preprocessor wants to expand it");
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
    private async Task<LocalReason?> LostAsync(HandsSession hands, Call call, CompilePlan plan, EnteredFiles entered, string said) =>
        GccMessages.IsOfLostPragma(said) ? DispatchReasons.LostPragma(plan.Source)
        : await pragmas.FindAsync(hands, call, plan, entered.Files, said.Length == 0).ConfigureAwait(false) is { } file ? DispatchReasons.LostPragma(file)
        : null;

    // RemoteMessages may, if anything can. A terminal is told more than the node's pipe, and preprocessing remarks on options even where -w keeps the whole compiler from it.
    private static bool CanBeTold(Call call, CompilePlan plan, string said, bool isCertain) => said.Length == 0 || (plan.Family == CompilerFamily.Clang
        ? plan.Mode == PreprocessMode.RewrittenIncludes
        : !call.Flags.HasFlag(CallFlags.StderrIsTerminal) && !plan.CompileOptions.Contains("-w") && MessageLanguage.IsEnglish(CallEnvironment.Of(call))
            && GccMessages.IsOfCompiler(said) && (isCertain || TreeWords.Of(plan) is not null));

    private static bool IsCertain(CompilePlan plan, string said, bool hasDiagnosticPragma) =>
        plan.Family == CompilerFamily.Clang || GccMessages.IsCertain(said, plan.Language, hasDiagnosticPragma);

    private static string Text(List<byte> said) => Encoding.UTF8.GetString(said.ToArray());

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
