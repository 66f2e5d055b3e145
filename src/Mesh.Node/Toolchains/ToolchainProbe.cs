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
        var said = await RunAsync(candidate.Path, ["-v"], cancel).ConfigureAwait(false);
        var words = said is ChildResult.Exited { Code: 0 } answer ? Encoding.UTF8.GetString(answer.Stderr) : "";
        var identity = CompilerIdentity.Parse(words);
        IReadOnlyList<ToolchainPart> parts = identity is { Family: CompilerFamily.Gcc } ? await PartsAsync(candidate.Path, cancel).ConfigureAwait(false) : [];
        var languages = identity is null ? [] : Languages(identity.Family, parts);
        if (languages.Count == 0) log.NotACompiler(candidate.Path, Describe(said, identity));
        var multilibs = languages.Count > 0 && identity!.Family is CompilerFamily.Gcc ? await MultilibsAsync(candidate.Path, cancel).ConfigureAwait(false) : [];
        var learned = languages.Count > 0 && LearnedOptions.AreThere(identity!) ? await LearnedAsync(candidate.Path, cancel).ConfigureAwait(false) : [];
        return new ToolchainFinding(candidate.Path, candidate.Stamp, words, languages, multilibs, learned, parts);
    }

    /// <summary>clang is one program for both; gcc's driver starts one per language, each from a package of its own.</summary>
    private static IReadOnlyList<SourceLanguage> Languages(CompilerFamily family, IReadOnlyList<ToolchainPart> parts) =>
    [
        .. family is CompilerFamily.Clang || parts.Any(part => part.Name == ToolchainPart.C) ? (SourceLanguage[])[SourceLanguage.C] : [],
        .. family is CompilerFamily.Clang || parts.Any(part => part.Name == ToolchainPart.Cxx) ? (SourceLanguage[])[SourceLanguage.Cxx] : [],
    ];

    private static async Task<IReadOnlyList<ToolchainPart>> PartsAsync(string compiler, CancellationToken cancel)
    {
        var parts = await Task.WhenAll(((string[])[ToolchainPart.C, ToolchainPart.Cxx, ToolchainPart.Assembler]).Select(name => PartAsync(compiler, name, cancel))).ConfigureAwait(false);
        return [.. parts.OfType<ToolchainPart>()];
    }

    /// <summary>The single options that make gcc a compiler for another target: <c>32;@m32</c> is a line of its answer. Its own libraries for them may be missing; preprocessed text needs none.</summary>
    private static async Task<IReadOnlyList<string>> MultilibsAsync(string compiler, CancellationToken cancel) =>
        await RunAsync(compiler, ["-print-multi-lib"], cancel).ConfigureAwait(false) is ChildResult.Exited { Code: 0 } answer
            ? [.. Encoding.UTF8.GetString(answer.Stdout).Split('\n')
                .Select(line => line[(line.IndexOf(';') + 1)..].Split('@', StringSplitOptions.RemoveEmptyEntries))
                .Where(options => options is [var only] && only.Length is > 1 and < 64).Select(options => "-" + options[0].Trim())]
            : [];

    private static async Task<IReadOnlyList<string>> LearnedAsync(string compiler, CancellationToken cancel) =>
        await RunAsync(compiler, LearnedOptions.Question, cancel).ConfigureAwait(false) is ChildResult.Exited { Code: 0 } answer ? LearnedOptions.Read(Encoding.UTF8.GetString(answer.Stdout)) : [];

    /// <summary>gcc answers with the full path of a part that it has, and repeats the name of one that it lacks. Only the assembler may then be another's, on PATH.</summary>
    private static async Task<ToolchainPart?> PartAsync(string compiler, string name, CancellationToken cancel)
    {
        if (await RunAsync(compiler, [$"-print-prog-name={name}"], cancel).ConfigureAwait(false) is not ChildResult.Exited { Code: 0 } answer) return null;
        var said = Encoding.UTF8.GetString(answer.Stdout).Trim();
        var path = said.StartsWith('/') ? said : name == ToolchainPart.Assembler ? OnPath(name) : null;
        return path is not null && RealPath.Of(path) is { } real && FileStamp.Of(real) is { } stamp ? new ToolchainPart(name, stamp) : null;
    }

    private static string? OnPath(string name) => ToolchainPlaces.PathDirectories().Select(directory => $"{directory}/{name}").FirstOrDefault(File.Exists);

    private static async Task<ChildResult> RunAsync(string compiler, IReadOnlyList<string> question, CancellationToken cancel)
    {
        await Asking.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await ChildProcess.RunAsync(new ChildCommand(compiler, question), ChildLimits.Question, cancel).ConfigureAwait(false);
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
