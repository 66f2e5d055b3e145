using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;

namespace Mesh.Compile.Tests.Compilers;

/// <summary>Asks a real compiler what it makes.</summary>
internal static class RealFacts
{
    public static async Task<TargetFacts> OfAsync(string compiler, SourceLanguage language, IReadOnlyList<string> options, CancellationToken cancel) =>
        await TryAsync(compiler, language, options, cancel) ?? throw new InvalidOperationException($"{compiler} does not take {string.Join(" ", options)}");

    /// <summary>Null when the compiler does not take the options.</summary>
    public static async Task<TargetFacts?> TryAsync(string compiler, SourceLanguage language, IReadOnlyList<string> options, CancellationToken cancel)
    {
        var version = await Tool.RunAsync([compiler, "-v"], "/", null, cancel);
        var identity = CompilerIdentity.Parse(version.ErrorText)!;
        var macros = await Tool.RunAsync([compiler, .. FactQuestions.Macros(language, options)], "/", null, cancel);
        var states = await Tool.RunAsync([compiler, .. FactQuestions.Options(identity.Family, language, options)], "/", null, cancel);
        return macros.ExitCode != 0 || states.ExitCode != 0 ? null : TargetFacts.Of(
            identity, language, System.Text.Encoding.UTF8.GetString(macros.Stdout),
            identity.Family == CompilerFamily.Gcc ? System.Text.Encoding.UTF8.GetString(states.Stdout) : states.ErrorText);
    }
}
