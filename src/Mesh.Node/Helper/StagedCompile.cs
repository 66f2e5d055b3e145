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
        using var slot = await TakeSlotAsync(stop).ConfigureAwait(false);
        if (slot is null) return JobOutcome.HungUp;
        var tree = SourceTree.Decode(received.GetBuffer().AsMemory(0, (int)received.Length));
        if (StagedFiles.TryLayOut(tree, folder, out var whyNot) is not { } files) return Unfit(whyNot);
        if (Command(tree, files) is not { } command) return Unfit("an option, a name or a mode that no tree of files has");

        var (text, ended) = await RunAsync(command, command.Text(JobWords.Mode(tree.PreprocessMode)!.Value), files, stop).ConfigureAwait(false);
        if (ended is not null) return ended;
        if (Mismatch(tree, files) is { } mismatch) return Unfit(mismatch);

        (var said, ended) = await RunAsync(command, command.Messages(order.Outputs[0].File), files, stop).ConfigureAwait(false);
        if (ended is not null) return ended;
        using var reply = JobReply.TryRead(job, order, said!, folder, files.Names.GiveBack, out var refusal);
        if (reply is null) return new JobOutcome.Refused(refusal!);
        await reply.SendAsync(talk, stop).ConfigureAwait(false);
        return new JobOutcome.Answered(reply.ExitCode, text!.Wall + said!.Wall, source.Length, reply.OutputBytes);
    }

    /// <summary>Null when the client did not stay for it.</summary>
    private async Task<IDisposable?> TakeSlotAsync(CancellationToken stop)
    {
        using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var taking = gate.TakeSlotAsync(unwanted.Token);
        var stays = false;
        try
        {
            stays = await talk.StaysForAsync(taking, stop).ConfigureAwait(false);
        }
        finally
        {
            unwanted.Cancel();
            await Task.WhenAny(taking).ConfigureAwait(false);
            if (!stays && taking.Status == TaskStatus.RanToCompletion) (await taking.ConfigureAwait(false)).Dispose();
        }

        return stays ? await taking.ConfigureAwait(false) : null;
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
}
