using System.Text;
using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Node.Processes;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Toolchains;

/// <summary>Asks a compiler what it is and what it can do.</summary>
internal sealed class ToolchainProbe
{
    /// <summary>Questions at the same time: a machine with thirty compilers and one slow processor would answer none within its time.</summary>
    private static readonly SemaphoreSlim Asking = new(2 * Environment.ProcessorCount);

    /// <summary>One that takes longer is not busy but stuck, and lets the next one ask.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    private readonly string _compiler;
    private readonly CancellationToken _cancel;
    private volatile bool _isUnanswered;

    private ToolchainProbe(string compiler, CancellationToken cancel) => (_compiler, _cancel) = (compiler, cancel);

    public static Task<ToolchainFinding> AskAsync(CompilerCandidate candidate, ILogger log, CancellationToken cancel) =>
        new ToolchainProbe(candidate.Path, cancel).AskAsync(candidate.Stamp, log);

    private async Task<ToolchainFinding> AskAsync(FileStamp stamp, ILogger log)
    {
        var said = await RunAsync("-v").ConfigureAwait(false);
        if (said is not ChildResult.Exited { Code: 0, Signal: 0 }) _isUnanswered = true;
        var words = said is ChildResult.Exited { Code: 0, Signal: 0 } answer ? Encoding.UTF8.GetString(answer.Stderr) : "";
        var identity = CompilerIdentity.Parse(words);
        IReadOnlyList<ToolchainPart> parts = identity is { Family: CompilerFamily.Gcc } ? await PartsAsync().ConfigureAwait(false) : [];
        var languages = identity is null ? [] : Languages(identity.Family, parts);
        if (languages.Count == 0) log.NotACompiler(_compiler, Describe(said, identity));
        var multilibs = languages.Count > 0 && identity!.Family is CompilerFamily.Gcc ? await MultilibsAsync().ConfigureAwait(false) : [];
        var learned = languages.Count > 0 && LearnedOptions.AreThere(identity!) ? await LearnedAsync().ConfigureAwait(false) : [];
        return new ToolchainFinding(_compiler, stamp, words, languages, multilibs, learned, parts) { HasAnswered = !_isUnanswered };
    }

    /// <summary>clang is one program for both; gcc's driver starts one per language, each from a package of its own.</summary>
    private static IReadOnlyList<SourceLanguage> Languages(CompilerFamily family, IReadOnlyList<ToolchainPart> parts) =>
    [
        .. family is CompilerFamily.Clang || parts.Any(part => part.Name == ToolchainPart.C) ? (SourceLanguage[])[SourceLanguage.C] : [],
        .. family is CompilerFamily.Clang || parts.Any(part => part.Name == ToolchainPart.Cxx) ? (SourceLanguage[])[SourceLanguage.Cxx] : [],
    ];

    private async Task<IReadOnlyList<ToolchainPart>> PartsAsync()
    {
        var parts = await Task.WhenAll(((string[])[ToolchainPart.C, ToolchainPart.Cxx, ToolchainPart.Assembler]).Select(PartAsync)).ConfigureAwait(false);
        return [.. parts.OfType<ToolchainPart>()];
    }

    /// <summary>The single options that make gcc a compiler for another target: <c>32;@m32</c> is a line of its answer. Its own libraries for them may be missing; preprocessed text needs none.</summary>
    private async Task<IReadOnlyList<string>> MultilibsAsync() =>
        await RunAsync("-print-multi-lib").ConfigureAwait(false) is ChildResult.Exited { Code: 0 } answer
            ? [.. Encoding.UTF8.GetString(answer.Stdout).Split('\n')
                .Select(line => line[(line.IndexOf(';') + 1)..].Split('@', StringSplitOptions.RemoveEmptyEntries))
                .Where(options => options is [var only] && only.Length is > 1 and < 64).Select(options => "-" + options[0].Trim())]
            : [];

    private async Task<IReadOnlyList<string>> LearnedAsync() =>
        await RunAsync([.. LearnedOptions.Question]).ConfigureAwait(false) is ChildResult.Exited { Code: 0 } answer ? LearnedOptions.Read(Encoding.UTF8.GetString(answer.Stdout)) : [];

    /// <summary>gcc answers with the full path of a part that it has, and repeats the name of one that it lacks. Only the assembler may then be another's, on PATH.</summary>
    private async Task<ToolchainPart?> PartAsync(string name)
    {
        if (await RunAsync($"-print-prog-name={name}").ConfigureAwait(false) is not ChildResult.Exited { Code: 0 } answer) return null;
        var said = Encoding.UTF8.GetString(answer.Stdout).Trim();
        var path = said.StartsWith('/') ? said : name == ToolchainPart.Assembler ? OnPath(name) : null;
        return path is null ? null : ToolchainPart.Find(name, path);
    }

    private static string? OnPath(string name) => ToolchainPlaces.PathDirectories().Select(directory => $"{directory}/{name}").FirstOrDefault(File.Exists);

    private async Task<ChildResult> RunAsync(params string[] question)
    {
        await Asking.WaitAsync(_cancel).ConfigureAwait(false);
        var asked = ChildProcess.RunAsync(new ChildCommand(_compiler, question), ChildLimits.Question, _cancel);
        await Task.WhenAny(asked, Task.Delay(Turn, _cancel)).ConfigureAwait(false);
        Asking.Release();
        var answer = await asked.ConfigureAwait(false);
        if (answer is not ChildResult.Exited { Signal: 0 }) _isUnanswered = true;
        return answer;
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
