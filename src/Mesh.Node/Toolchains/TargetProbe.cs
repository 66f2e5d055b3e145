using System.Text;
using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Node.Facts;
using Mesh.Node.Processes;

namespace Mesh.Node.Toolchains;

/// <summary>
/// Asks this machine's compilers what they make under certain options. An answer is kept, here and on disk, as long as the compiler's file stays
/// the same; one that failed to come (no memory, too late) is not.
/// </summary>
internal sealed class TargetProbe(FactsShelf shelf)
{
    /// <summary>Answers kept, at about 100 KiB each; a build asks for a handful. Others are read from the shelf again.</summary>
    private const int MostKept = 32;

    /// <summary>Sets these questions apart from those that users ask through this node's socket, on the same shelf.</summary>
    private const string Asker = "node";

    private readonly RecentlyUsed<string, TargetFacts> _known = new(MostKept);

    /// <summary>Compilers asked at the same time: asking must not slow down the jobs.</summary>
    private readonly SemaphoreSlim _asking = new(2);

    /// <summary>The facts; else what the compiler says against the options.</summary>
    /// <exception cref="IOException">It could not be asked: no memory, too late. Another time it may answer.</exception>
    public async Task<(TargetFacts? Facts, string WhyNot)> AskAsync(Toolchain toolchain, SourceLanguage language, IReadOnlyList<string> options, CancellationToken cancel)
    {
        var key = string.Join("\0", [Asker, toolchain.Path, toolchain.Stamp.RealPath, toolchain.Mark, .. FactQuestions.All(toolchain.Identity.Family, language, options)]);
        if (_known.TryGet(key, out var known)) return (known, "");
        if (shelf.Find(key) is { } shelved) return (_known.Keep(key, TargetFacts.Of(toolchain.Identity, language, shelved.Macros, shelved.Options)), "");
        await _asking.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var macros = await RunAsync(toolchain, FactQuestions.Macros(language, options), cancel).ConfigureAwait(false);
            if (macros.Code != 0) return (null, FirstLine(macros));
            var states = await RunAsync(toolchain, FactQuestions.Options(toolchain.Identity.Family, language, options), cancel).ConfigureAwait(false);
            if (states.Code != 0) return (null, FirstLine(states));
            var (said, told) = (Text(macros.Stdout), Text(toolchain.Identity.Family == CompilerFamily.Gcc ? states.Stdout : states.Stderr));
            shelf.Keep(key, said, told);
            return (_known.Keep(key, TargetFacts.Of(toolchain.Identity, language, said, told)), "");
        }
        finally
        {
            _asking.Release();
        }
    }

    private static async Task<ChildResult.Exited> RunAsync(Toolchain toolchain, IReadOnlyList<string> arguments, CancellationToken cancel) =>
        await ChildProcess.RunAsync(new ChildCommand(toolchain.Path, arguments), ChildLimits.Question, cancel).ConfigureAwait(false) is ChildResult.Exited { Signal: 0 } answer
            ? answer
            : throw new IOException($"{toolchain} could not be asked");

    private static string FirstLine(ChildResult.Exited answer) =>
        Text(answer.Stderr).Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? $"it ended with {answer.Code}";

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
