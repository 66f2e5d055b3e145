using Mesh.Compile.Classification;
using Mesh.Compile.Messages;
using Mesh.Compile.Trees;
using Mesh.Node.Processes;
using Mesh.Node.Sandbox;
using Mesh.Wire;
using Mesh.Wire.Messages;

namespace Mesh.Node.Helper;

/// <summary>
/// One job whose source is a tree of files. It lays them out, proves that they are preprocessed here to the very text of the client's preprocessor, which opens and names nothing but them, and
/// only then has the compiler read them and say what it would say at home. All of that in one slot.
/// </summary>
internal sealed class StagedCompile(
    JobConversation talk, Job job, CompilerOrder order, JobFolder folder, AdmissionGate gate, ISandbox sandbox, JobLimits limits, TimeProvider time)
{
    private const int PieceBytes = 64 * 1024;

    public async Task<JobOutcome> RunAsync(CancellationToken stop)
    {
        await talk.SendAsync(new Accepted(job.JobId), stop).ConfigureAwait(false);
        using var received = new MemoryStream();
        using var source = new SourceReceiver(talk, job, order, null, received, limits);
        if (await source.ReceiveAsync(stop).ConfigureAwait(false) is { } unfinished) return unfinished;
        var (spoken, ended) = await SpeakAsync(SourceTree.Decode(received.GetBuffer().AsMemory(0, (int)received.Length)), stop).ConfigureAwait(false);
        if (ended is not null) return ended;
        using var reply = JobReply.TryRead(job, order, spoken!.Said, folder, spoken.Names.GiveBack, out var refusal);
        if (reply is null) return new JobOutcome.Refused(refusal!);
        await reply.SendAsync(talk, stop).ConfigureAwait(false);
        return new JobOutcome.Answered(reply.ExitCode, spoken.Wall, source.Length, reply.OutputBytes);
    }

    /// <summary>What the compiler has said of the tree; or how the job ends.</summary>
    private async Task<(Spoken? Spoken, JobOutcome? Ended)> SpeakAsync(SourceTree tree, CancellationToken stop)
    {
        // The slot is home before anybody hears of the job again.
        using var slot = await talk.WaitForSlotAsync(gate, stop).ConfigureAwait(false);
        if (slot is null) return (null, JobOutcome.HungUp);
        if (StagedFiles.TryLayOut(tree, folder, out var whyNot) is not { } files) return (null, Unfit(whyNot));
        if (Command(tree, files) is not { } command) return (null, Unfit("an option, a name or a mode that no tree of files has"));

        var (text, ended) = await RunAsync(command, command.Text(JobWords.Mode(tree.PreprocessMode)!.Value), files, stop).ConfigureAwait(false);
        if (ended is not null) return (null, ended);
        if (Mismatch(tree, files) is { } mismatch) return (null, Unfit(mismatch));
        (var said, ended) = await RunAsync(command, command.Messages(order.Outputs[0].File), files, stop).ConfigureAwait(false);
        return ended is not null ? (null, ended) : (new Spoken(said!, files.Names, text!.Wall + said!.Wall), null);
    }

    private TreeCommand? Command(SourceTree tree, StagedFiles files)
    {
        if (JobWords.Language(job.Language) is not { } language || JobWords.Mode(tree.PreprocessMode) is not (PreprocessMode.Full or PreprocessMode.DirectivesOnly)
            || files.Find(job.SourceName) is not { } source || TreeWords.Refused(tree.Options) is not null)
        {
            return null;
        }

        List<string> words = [.. TreeWords.Staged(tree.Options, value => files.Find(value.StartsWith('/') ? value : "./" + value))];
        var path = new IncludePath(
            Staged(tree.QuotedDirectories), Staged(tree.UserDirectories), Staged(tree.SystemDirectories), Staged(tree.AwareDirectories), Staged(tree.AfterDirectories));
        return words.Exists(word => word.StartsWith('@')) ? null // a driver would read further options from that file
            : new TreeCommand(language, order.Arguments, words, path, files.Names, source)
            {
                Preincludes = tree.Files.Any(file => file.Name.EndsWith("/stdc-predef.h", StringComparison.Ordinal)),
            };

        IReadOnlyList<string> Staged(IReadOnlyList<string> directories) => [.. directories.Select(files.Names.Of)];
    }

    /// <summary>How the compiler ended, which is well where it is known; or how the job does.</summary>
    private async Task<(CompilerExit? Exit, JobOutcome? Ended)> RunAsync(TreeCommand command, IReadOnlyList<string> arguments, StagedFiles files, CancellationToken stop)
    {
        foreach (var old in (string[])[folder.Stdout, folder.Stderr, folder.Of(HelperCommand.OpenedFile)]) File.Delete(old);
        var environment = new Dictionary<string, string>(JobEnvironment.Build(job.Env, order.Toolchain.Path, folder.FullPath).ToDictionary(pair => pair.Key, pair => pair.Value));
        if (command.Variable is { Value.Length: > 0 } variable) environment[variable.Name] = variable.Value;
        var child = new ChildCommand(order.Toolchain.Path, arguments) { WorkingDirectory = folder.FullPath, Environment = environment };
        using var compiler = CompilerRun.TryStart(sandbox, limits, child, folder, time, out var whyNot);
        if (compiler is null) return (null, new JobOutcome.Refused(new Refusal(RefusalReason.Internal, whyNot)));
        if (await compiler.FinishAsync(talk, stop).ConfigureAwait(false) is not { } exit) return (null, JobOutcome.HungUp);
        return exit.Exit is { Code: 0 } && files.AreAllThatWereOpened(folder.Of(HelperCommand.OpenedFile)) ? (exit, null)
            : (null, Unfit("the compiler failed with these files, or opened others"));
    }

    private string? Mismatch(SourceTree tree, StagedFiles files)
    {
        using var printed = File.OpenRead(folder.Stdout);
        if (printed.Length > WireLimits.MaxSourceBytes) return $"a text of {printed.Length} bytes";
        string? claimed = null;
        var lines = new MarkerLines(marker =>
        {
            claimed ??= MarkedNames.Of(marker) is { } name && !files.Has(name) ? name : null;
            return files.Names.GiveBack(marker);
        });
        var digest = new Digest();
        var piece = new byte[PieceBytes];
        for (int length; (length = printed.Read(piece)) > 0;) digest.Append(lines.Edit(piece.AsSpan(0, length)).Span);
        digest.Append(lines.Rest().Span);
        return claimed is not null ? "a #line names a file that is not among them" : digest.Finish() != tree.TextDigest ? "the files give another text here" : null;
    }

    private static JobOutcome.Refused Unfit(string why) => new(new Refusal(RefusalReason.Unfit, why));

    /// <param name="Wall">Of both runs.</param>
    private sealed record Spoken(CompilerExit Said, StagedNames Names, TimeSpan Wall);
}
