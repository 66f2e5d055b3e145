using Mesh.Compile.Classification;
using Mesh.Compile.Messages;
using Mesh.Node.Sandbox;
using Mesh.Node.Toolchains;
using Mesh.Wire;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Helper;

/// <summary>Compiles for a client: one job after the other on its connection. Answers what a Dispatch.RemoteCompiler sends.</summary>
internal sealed class JobHandler(
    AdmissionGate gate, ToolchainRegistry toolchains, MatchDesk matches, ISandbox sandbox, JobLimits limits, string jobsDirectory, HelperTotals totals, TimeProvider time, ILogger<JobHandler> log)
{
    /// <summary>A connection without a job for so long is closed: its client was suspended, or has none. It opens another when it has.</summary>
    private static readonly TimeSpan IdlePatience = TimeSpan.FromMinutes(10);

    /// <summary>Serves a greeted connection until the client hangs up or breaks the rules; the caller then closes it.</summary>
    public async Task ServeAsync(JobConnection connection, CancellationToken stop)
    {
        await using var talk = new JobConversation(connection);
        try
        {
            while (await NextAsync(talk, stop).ConfigureAwait(false) is { } frame)
            {
                // Source here is the rest of a job that was refused while it was on the way.
                if (frame.Kind is MessageKind.SourceChunk or MessageKind.SourceEnd) continue;
                if (frame.Kind is MessageKind.Inquiry)
                {
                    await talk.SendAsync(await matches.AnswerAsync(Inquiry.Decode(frame.Body), stop).ConfigureAwait(false), stop).ConfigureAwait(false);
                    continue;
                }

                if (frame.Kind is not MessageKind.Job) throw new ProtocolException($"a {frame.Kind} frame where a job belongs");
                if (!await HandleAsync(Job.Decode(frame.Body), talk, stop).ConfigureAwait(false)) return;
            }
        }
        catch (ProtocolException e)
        {
            log.ClientBrokeTheRules(talk.ClientId, e.Message);
        }
        catch (ClientLostException e)
        {
            log.ClientLost(talk.ClientId, e.Message);
        }
    }

    private static async Task<Frame?> NextAsync(JobConversation talk, CancellationToken stop)
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(stop);
        idle.CancelAfter(IdlePatience);
        try
        {
            return await talk.NextAsync(idle.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>False when the client must be hung up on: it does not know that its job is over.</summary>
    private async Task<bool> HandleAsync(Job job, JobConversation talk, CancellationToken stop)
    {
        var outcome = await OutcomeAsync(job, talk, stop).ConfigureAwait(false);
        if (outcome is JobOutcome.Refused { Refusal: var refusal })
            await talk.SendAsync(new Refused(job.JobId, refusal.Reason, refusal.Detail, (int)refusal.RetryAfter.TotalMilliseconds), stop).ConfigureAwait(false);
        return outcome is not JobOutcome.Abandoned;
    }

    /// <summary>A job is accounted for however it ends, also by what ends the connection with it.</summary>
    private async Task<JobOutcome> OutcomeAsync(Job job, JobConversation talk, CancellationToken stop)
    {
        try
        {
            var outcome = await CompileAsync(job, talk, stop).ConfigureAwait(false);
            Account(job, talk.ClientId, outcome);
            return outcome;
        }
        catch (Exception e)
        {
            Account(job, talk.ClientId, e switch
            {
                ClientLostException => new JobOutcome.Cancelled($"the client is lost: {e.Message}"),
                OperationCanceledException => new JobOutcome.Abandoned("this node is leaving"),
                _ => new JobOutcome.Abandoned(e.Message),
            });
            throw;
        }
    }

    /// <summary>One job, from admission to reply. Whatever it took is given back on every way out.</summary>
    private async Task<JobOutcome> CompileAsync(Job job, JobConversation talk, CancellationToken stop)
    {
        try
        {
            using var ticket = gate.TryEnter(talk.ClientId);
            if (ticket is null) return FullHouse();
            if (CompilerOrder.TryMake(job, toolchains, matches, out var refusal) is not { } order) return new JobOutcome.Refused(refusal!);
            using var folder = JobFolder.Create(jobsDirectory);
            folder.MakeRoomFor(order.Outputs);
            if (order.Mode == PreprocessMode.SourceTree) return await new StagedCompile(talk, job, order, folder, gate, sandbox, limits, time).RunAsync(stop).ConfigureAwait(false);
            var renamer = LayOut(job, folder);
            using var compiler = CompilerRun.TryStart(sandbox, limits, order.CommandFor(job, folder), folder, time, out var whyNot);
            if (compiler is null) return Trouble(whyNot);
            await talk.SendAsync(new Accepted(job.JobId), stop).ConfigureAwait(false);

            using var source = new SourceReceiver(talk, job, order, renamer, compiler.Input, limits);
            if (await source.ReceiveAsync(stop).ConfigureAwait(false) is { } unfinished) return unfinished;
            if (await FinishAsync(compiler, talk, stop).ConfigureAwait(false) is not { } exit) return JobOutcome.HungUp;

            using var reply = JobReply.TryRead(job, order, exit, folder, renamer is null ? null : renamer.GiveBack, out refusal);
            if (reply is null) return new JobOutcome.Refused(refusal!);
            await reply.SendAsync(talk, stop).ConfigureAwait(false);
            return new JobOutcome.Answered(reply.ExitCode, exit.Wall, source.Length, reply.OutputBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Trouble(e.Message);
        }
    }

    /// <summary>Files that the compiler's messages point at, under names of ours; null where the job has none.</summary>
    private static MarkerRenamer? LayOut(Job job, JobFolder folder)
    {
        if (job.Files.Count == 0) return null;
        for (var i = 0; i < job.Files.Count; i++) File.WriteAllBytes(folder.Of(MarkerRenamer.StandIn(i)), job.Files[i].Bytes.ToArray());
        return new MarkerRenamer([.. job.Files.Select(file => file.Name).Distinct()]);
    }

    /// <summary>Null when the client did not stay for it.</summary>
    private async Task<CompilerExit?> FinishAsync(CompilerRun compiler, JobConversation talk, CancellationToken stop)
    {
        // The slot is home before anybody hears of the job again.
        using var slot = await talk.WaitForSlotAsync(gate, stop).ConfigureAwait(false);
        return slot is null ? null : await compiler.FinishAsync(talk, stop).ConfigureAwait(false);
    }

    private JobOutcome.Refused FullHouse() => new(gate.IsClosed
        ? new Refusal(RefusalReason.ShuttingDown, "this node is leaving")
        : new Refusal(RefusalReason.Busy, $"all {gate.Capacity} places are taken", gate.RetryAfter));

    private static JobOutcome.Refused Trouble(string what) => new(new Refusal(RefusalReason.Internal, what));

    private void Account(Job job, string client, JobOutcome outcome)
    {
        switch (outcome)
        {
            case JobOutcome.Answered done:
                totals.CountHelped(client);
                log.Answered(job.JobId, client, job.SourceName, done.ExitCode, (int)done.Wall.TotalMilliseconds, done.SourceBytes, done.OutputBytes);
                break;
            case JobOutcome.Refused { Refusal: { Reason: RefusalReason.Internal or RefusalReason.TooLarge } refusal }:
                totals.CountFailed();
                log.Failed(job.JobId, client, job.SourceName, refusal.Detail);
                break;
            case JobOutcome.Refused { Refusal: var refusal }:
                log.Refused(job.JobId, client, job.SourceName, refusal.Reason, refusal.Detail);
                break;
            case JobOutcome.Cancelled cancelled:
                totals.CountCancelled();
                log.Cancelled(job.JobId, client, job.SourceName, cancelled.Why);
                break;
            case JobOutcome.Abandoned abandoned:
                totals.CountFailed();
                log.Abandoned(job.JobId, client, job.SourceName, abandoned.Why);
                break;
            default:
                throw new InvalidOperationException($"unknown outcome {outcome}");
        }
    }
}
