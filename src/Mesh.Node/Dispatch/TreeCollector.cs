using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Layout;
using Mesh.Compile.Messages;
using Mesh.Compile.Trees;
using Mesh.Wire;
using Mesh.Wire.Hands;
using Mesh.Wire.Messages;

namespace Mesh.Node.Dispatch;

/// <summary>Collects through the hands what another gcc needs to read a source as the caller's does: the files that its text came from, and where headers are looked for.</summary>
internal static class TreeCollector
{
    /// <summary>What gcc says of its directories; and of what stands before the source, should that print.</summary>
    private const int MaxAnswerBytes = 1024 * 1024;

    /// <summary>Null where there is something that cannot be had, or is too much.</summary>
    /// <param name="source">The text, complete.</param>
    public static async Task<SourceTree?> CollectAsync(HandsSession hands, Call call, CompilePlan plan, PreprocessedSource source)
    {
        if (TreeWords.Of(plan) is not { } words || !StagedNames.IsDirectory(call.Cwd))
        {
            return null;
        }

        var entered = new EnteredFiles(withPackages: true);
        var digest = new Digest();
        var named = new HashSet<string>();
        var lines = new MarkerLines(marker =>
        {
            if (MarkedNames.Of(marker) is { } name) named.Add(name);
            return marker;
        });
        source.Read(text =>
        {
            entered.Feed(text);
            digest.Append(text);
            lines.Edit(text);
        });
        lines.Rest();
        if (!named.IsSubsetOf(entered.Files.Select(file => file.Name)))
        {
            return null; // a #line names another file, which the compiler here may show
        }

        List<string> names = [.. entered.Files.Select(file => file.Name).Where(IsFile).Distinct()];
        return names.Count > WireLimits.MaxTreeFiles || !names.All(StagedNames.IsName)
            || await SearchAsync(hands, call, plan).ConfigureAwait(false) is not { } search
            || await CallerFiles.ReadAsync(hands, names, WireLimits.MaxTreeBytes / 2).ConfigureAwait(false) is not { } files
            || (plan.Mode == PreprocessMode.Full && files.Any(AsksForFiles)) ? null
            : Tree(plan, call, words, IncludePath.Of(search, [.. TreeWords.UserDirectories(plan), .. Named(call)], entered.Files), digest.Finish(), files);
    }

    private static SourceTree? Tree(CompilePlan plan, Call call, IReadOnlyList<string> words, IncludePath path, ulong digest, IReadOnlyList<NamedFile> files) => !path.All.All(StagedNames.IsName) ? null : new SourceTree
    {
        PreprocessMode = Spelling.Of(plan.Mode),
        TextDigest = digest,
        WorkingDirectory = call.Cwd,
        Options = words,
        QuotedDirectories = path.Quoted,
        UserDirectories = path.User,
        SystemDirectories = path.System,
        AwareDirectories = path.Aware,
        AfterDirectories = path.After,
        Files = files,
    };

    // Its answer shows in directives-only text, by the lines that are left out; expanded text may be the same for both.
    private static bool AsksForFiles(NamedFile file) => file.Bytes.Span.IndexOf("__has_include"u8) >= 0;

    // The marker of the working directory looks like one of a file.
    private static bool IsFile(string name) => !name.EndsWith("//", StringComparison.Ordinal);

    // CPATH counts as -I does; an empty part is the current directory.
    private static IEnumerable<string> Named(Call call) => CallEnvironment.Of(call).TryGetValue("CPATH", out var path) ? path.Split(':').Select(part => part.Length == 0 ? "." : part) : [];

    private static async Task<IncludeSearch?> SearchAsync(HandsSession hands, Call call, CompilePlan plan)
    {
        IReadOnlyList<string> command = [call.Compiler, .. plan.PreprocessOptions, "-E", "-v", "-x", plan.Language == SourceLanguage.C ? "c" : "c++", "/dev/null"];
        var answer = await CallerProgram.AskAsync(hands, command, CallerProgram.PlainLanguage, MaxAnswerBytes).ConfigureAwait(false);
        return answer.Worked ? IncludeSearch.Read(answer.Err) : null;
    }
}
