using System.Text;
using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Messages;
using Mesh.Compile.Targets;
using Mesh.Node.Peers;
using Mesh.Wire;
using Mesh.Wire.Hands;
using Mesh.Wire.Messages;

namespace Mesh.Node.Dispatch;

/// <summary>
/// Gets what a compile prints from the peer that did it. For gcc it compiles once more there, with the files in place that the messages point at, so that they come with the source's
/// own lines; or, where a preprocessed text has lost what it takes, with all the files that it came from. Where that would not be the local compiler's text to the byte, the compile is done here instead.
/// </summary>
internal sealed class RemoteMessages(RemoteCompiler remote, CallerLocale locales)
{
    /// <summary>Bytes of all files together: they travel in one frame, with the options.</summary>
    private const int MostBytes = WireLimits.MaxJobBytes / 2;

    /// <summary>One to one: a source's own lines may be anything.</summary>
    private static readonly Encoding Bytes = Encoding.GetEncoding("iso-8859-1");

    private static readonly string[] TrustedVerdicts = ["identical", "equivalent"];

    /// <summary>What belongs on the caller's standard error; null when only the compiler here can say.</summary>
    /// <param name="source">The preprocessed text, and what was said while it was made.</param>
    /// <param name="first">What came of it without the files.</param>
    public async Task<ReadOnlyMemory<byte>?> TellAsync(HandsSession hands, Call call, Journey journey, Peer peer, PreprocessedSource source, Result first)
    {
        if (journey.Plan.Family == CompilerFamily.Gcc && source.Said.Length > 0 && source.SaidIsCertain && GccMessages.IsAll(Text(source.Said), Text(first.Stderr)))
        {
            return source.Said;
        }

        if (!CanBeTold(call, journey, peer) || HasOwnColours(call, first))
        {
            return null;
        }

        return journey.Plan.Mode == PreprocessMode.RewrittenIncludes ? await JoinAsync(hands, journey.Plan, source, first).ConfigureAwait(false)
            : await AskAgainAsync(hands, call, journey, peer, source, first).ConfigureAwait(false) is { } said ? said
            : await AskOfFilesAsync(hands, call, journey, peer, source, first).ConfigureAwait(false);
    }

    // clang has all that it shows in the text, but for byte order marks.
    private static async Task<ReadOnlyMemory<byte>?> JoinAsync(HandsSession hands, CompilePlan plan, PreprocessedSource source, Result first)
    {
        var there = Bytes.GetString(first.Stderr.ToArray());
        if (ClangMessages.Join(Bytes.GetString(source.Said.ToArray()), there, plan.CompileOptions, plan.RemarkedOptions, source.MayTurnWarningsOff) is { } said
            && await CallerFiles.ReadAsync(hands, [.. ClangMessages.FilesPointedAtFirst(Encoding.UTF8.GetString(first.Stderr.Span))], MostBytes).ConfigureAwait(false) is { } files
            && !files.Any(file => ByteOrderMark.Begins(file.Bytes.Span)))
        {
            return Bytes.GetBytes(said);
        }

        return null; // by itself: in a conditional expression it would become an empty text
    }

    private async Task<ReadOnlyMemory<byte>?> AskAgainAsync(HandsSession hands, Call call, Journey journey, Peer peer, PreprocessedSource source, Result first)
    {
        if (journey.Plan.Mode != PreprocessMode.DirectivesOnly || !source.SaidIsCertain || !GccMessages.MayBeRepeated(Text(source.Said), Text(first.Stderr))
            || MessageText.Files(Text(first.Stderr), Text(source.Said)) is not { Count: <= MarkerRenamer.MostFiles } names
            || await locales.AskAsync(hands, CallEnvironment.Of(call)).ConfigureAwait(false) is not { } locale
            || await CallerFiles.ReadAsync(hands, names, MostBytes).ConfigureAwait(false) is not { } files)
        {
            return null;
        }

        var job = journey.JobFor(peer, call);
        job = job with { Outputs = [JobRequest.Messages], SplitName = "", Files = files, Env = [.. job.Env, JobRequest.LocaleIs(locale)] };
        var outcome = await hands.WatchAsync(cancel => remote.CompileAsync(peer, job, source, cancel)).ConfigureAwait(false);
        if (outcome is RemoteOutcome.Compiled { Result: { ExitCode: 0, Signal: 0, Stdout.Length: 0 } second } && IsSame(first, second, Text(source.Said), locale))
        {
            return second.Stderr;
        }

        return null;
    }

    private async Task<ReadOnlyMemory<byte>?> AskOfFilesAsync(HandsSession hands, Call call, Journey journey, Peer peer, PreprocessedSource source, Result first)
    {
        if (!GccMessages.IsOfCompiler(Text(source.Said)) || !GccMessages.IsOfCompiler(Text(first.Stderr))
            || await locales.AskAsync(hands, CallEnvironment.Of(call)).ConfigureAwait(false) is not { } locale
            || await TreeCollector.CollectAsync(hands, call, journey.Plan, source).ConfigureAwait(false) is not { } tree)
        {
            return null;
        }

        using var files = Packed(tree, source.Codec);
        var job = journey.JobFor(peer, call);
        job = job with { Outputs = [JobRequest.Messages], PreprocessMode = Spelling.Of(PreprocessMode.SourceTree), SplitName = "", Env = [.. job.Env, JobRequest.LocaleIs(locale)] };
        var outcome = await hands.WatchAsync(cancel => remote.CompileAsync(peer, job, files, cancel)).ConfigureAwait(false);

        // What was said here of something else than these files (a directory that is missing, a precompiled header that is of no use) no peer says again.
        if (outcome is RemoteOutcome.Compiled { Result: { ExitCode: 0, Signal: 0, Stdout.Length: 0 } second }
            && GccMessages.IsOfCompiler(Text(second.Stderr)) && GccMessages.IsRepeated(Text(source.Said), Text(second.Stderr)) && IsIn(locale, first, second))
        {
            return second.Stderr;
        }

        return null;
    }

    private static PreprocessedSource Packed(SourceTree tree, string codec)
    {
        using var bytes = new PooledBuffer();
        tree.Encode(bytes);
        var packed = new PreprocessedSource(codec);
        packed.Append(bytes.Span);
        packed.Complete();
        return packed;
    }

    // A terminal gets colours and links, by rules that differ from one version of gcc to the next.
    private static bool CanBeTold(Call call, Journey journey, Peer peer) =>
        (journey.Plan.Family == CompilerFamily.Gcc || journey.Plan.Mode == PreprocessMode.RewrittenIncludes)
        && journey.Wish.Policy == VersionPolicy.Exact && !call.Flags.HasFlag(CallFlags.StderrIsTerminal)
        && peer.Verdicts.TryGetValue(journey.OfferOf(peer).Pair, out var verdict) && TrustedVerdicts.Contains(verdict.Word);

    // Of what gcc is told about them, only options travel.
    private static bool HasOwnColours(Call call, Result first) =>
        MessageText.IsDecorated(Text(first.Stderr)) && CallEnvironment.Of(call).ContainsKey("GCC_COLORS");

    private static bool IsSame(Result first, Result second, string preprocessing, string locale)
    {
        var said = Text(second.Stderr);
        return MessageText.Files(said, preprocessing) is { } files && files.SequenceEqual(MessageText.Files(Text(first.Stderr), preprocessing)!)
            && GccMessages.IsRepeated(preprocessing, said)
            && IsIn(locale, first, second);
    }

    // A helper without that locale falls back to plain quotes.
    private static bool IsIn(string locale, Result first, Result second) => locale == "C" || !Text(first.Stderr).Contains('\'') || Text(second.Stderr).Contains('\u2018');

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
