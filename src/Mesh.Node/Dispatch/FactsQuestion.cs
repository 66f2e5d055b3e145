using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Wire;

namespace Mesh.Node.Dispatch;

/// <summary>Has the hands ask a compiler what it makes under certain options: both questions at once, one start of each.</summary>
internal static class FactsQuestion
{
    /// <summary>Null when the compiler failed, or said more than any compiler does.</summary>
    public static async Task<(string Macros, string Options)?> AskAsync(
        HandsSession hands, string compiler, CompilerFamily family, SourceLanguage language, IReadOnlyList<string> options)
    {
        var answers = await CallerProgram.AskAllAsync(
            hands,
            [[compiler, .. FactQuestions.Macros(language, options)], [compiler, .. FactQuestions.Options(family, language, options)]],
            CallerProgram.PlainLanguage,
            WireLimits.MaxFactsBytes).ConfigureAwait(false);
        var (macros, states) = (answers[0], answers[1]);
        return macros.Worked && states.Worked ? (macros.Out, family == CompilerFamily.Gcc ? states.Out : states.Err) : null;
    }
}
