using System.Text;
using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Node.Processes;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Toolchains;

/// <summary>Asks a compiler what it is and what it can do.</summary>
internal static class ToolchainProbe
{
    /// <summary>Questions at the same time: a machine with thirty compilers and one slow processor would answer none within its time.</summary>
    private static readonly SemaphoreSlim Asking = new(2 * Environment.ProcessorCount);

    public static async Task<ToolchainFinding> AskAsync(CompilerCandidate candidate, ILogger log, CancellationToken cancel)
    {
        var said = await RunAsync(candidate.Path, "-v", cancel).ConfigureAwait(false);
        var words = said is ChildResult.Exited { Code: 0 } answer ? Encoding.UTF8.GetString(answer.Stderr) : "";
        var identity = CompilerIdentity.Parse(words);
        var languages = identity is null ? [] : await LanguagesAsync(candidate.Path, identity.Family, cancel).ConfigureAwait(false);
        if (languages.Count == 0) log.NotACompiler(candidate.Path, Describe(said, identity));
        var multilibs = languages.Count > 0 && identity!.Family is CompilerFamily.Gcc ? await MultilibsAsync(candidate.Path, cancel).ConfigureAwait(false) : [];
        return new ToolchainFinding(candidate.Path, candidate.Stamp, words, languages, multilibs);
    }

    /// <summary>clang is one program for both; gcc's driver starts one per language, each from a package of its own.</summary>
    private static async Task<IReadOnlyList<SourceLanguage>> LanguagesAsync(string compiler, CompilerFamily family, CancellationToken cancel)
    {
        if (family is CompilerFamily.Clang) return [SourceLanguage.C, SourceLanguage.Cxx];
        var has = await Task.WhenAll(HasAsync(compiler, "cc1", cancel), HasAsync(compiler, "cc1plus", cancel)).ConfigureAwait(false);
        return [.. new[] { SourceLanguage.C, SourceLanguage.Cxx }.Where((_, index) => has[index])];
    }

    /// <summary>The single options that make gcc a compiler for another target: <c>32;@m32</c> is a line of its answer. Its own libraries for them may be missing; preprocessed text needs none.</summary>
    private static async Task<IReadOnlyList<string>> MultilibsAsync(string compiler, CancellationToken cancel) =>
        await RunAsync(compiler, "-print-multi-lib", cancel).ConfigureAwait(false) is ChildResult.Exited { Code: 0 } answer
            ? [.. Encoding.UTF8.GetString(answer.Stdout).Split('\n')
                .Select(line => line[(line.IndexOf(';') + 1)..].Split('@', StringSplitOptions.RemoveEmptyEntries))
                .Where(options => options is [var only] && only.Length is > 1 and < 64).Select(options => "-" + options[0].Trim())]
            : [];

    /// <summary>gcc answers with the full path of a part that it has, and repeats the name of one that it lacks.</summary>
    private static async Task<bool> HasAsync(string compiler, string part, CancellationToken cancel) =>
        await RunAsync(compiler, $"-print-prog-name={part}", cancel).ConfigureAwait(false) is ChildResult.Exited { Code: 0 } answer
        && answer.Stdout.Length > 0 && answer.Stdout[0] == '/';

    private static async Task<ChildResult> RunAsync(string compiler, string question, CancellationToken cancel)
    {
        await Asking.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await ChildProcess.RunAsync(new ChildCommand(compiler, [question]), ChildLimits.Question, cancel).ConfigureAwait(false);
        }
        finally
        {
            Asking.Release();
        }
    }

    private static string Describe(ChildResult said, CompilerIdentity? identity) => said switch
    {
        ChildResult.Exited { Code: 0 } when identity is null => "what it answers to -v is no gcc's and no clang's",
        ChildResult.Exited { Code: 0 } => "it has neither cc1 nor cc1plus",
        ChildResult.Exited { Signal: not 0 } exited => $"-v died of signal {exited.Signal}",
        ChildResult.Exited exited => $"-v exited with {exited.Code}",
        ChildResult.TimedOut late => $"no answer to -v within {late.After.TotalSeconds:0} s",
        ChildResult.FailedToStart failed => failed.Why,
        _ => throw new InvalidOperationException($"unknown result {said}"),
    };
}
