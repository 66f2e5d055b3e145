using Mesh.Compile.Classification;
using Mesh.Compile.Objects;
using Mesh.Node.Peers;
using Mesh.Wire.Compression;
using Mesh.Wire.Hands;
using Mesh.Wire.Messages;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Dispatch;

/// <summary>The client's story of one compile: route, choose, preprocess and send, receive, verify, write; or run it here.</summary>
internal sealed class CompileService(
    CallRouter router, Outfitter outfitter, PeerChooser chooser, Preprocessor preprocessor, RemoteCompiler remote, RemoteMessages messages, LocalCompiler local, LocalSlots slots, PeerTable peers, DispatchTotals totals, ILogger logger)
{
    /// <summary>Peers that one job is tried on before it comes home.</summary>
    private const int MaxTries = 2;

    public async Task RunAsync(HandsSession hands, Call call)
    {
        var here = await router.RouteAsync(hands, call).ConfigureAwait(false) switch
        {
            Route.Away away => await RunAwayAsync(hands, call, away).ConfigureAwait(false),
            Route.Here stay => new Homecoming(stay, AfterPeer: false),
            _ => throw new InvalidOperationException("a route leads here or away"),
        };
        if (here is not null)
        {
            await local.RunAsync(hands, call, here.Route, here.AfterPeer).ConfigureAwait(false);
        }
    }

    /// <summary>Null when the job is done; else how to do it here.</summary>
    private async Task<Homecoming?> RunAwayAsync(HandsSession hands, Call call, Route.Away route)
    {
        var (journey, stay) = await outfitter.PrepareAsync(hands, call, route).ConfigureAwait(false);
        if (journey is null)
        {
            return Homecoming.Before(stay!);
        }

        var found = await hands.WatchAsync(cancel => chooser.AcquireAsync(journey.Wanted, [], cancel).AsTask()).ConfigureAwait(false);
        if (found is not PlaceResult.Taken { Place: var first })
        {
            return Homecoming.Before(Reason(found));
        }

        using (first)
        {
            var home = await RunAtAsync(hands, call, journey, first.Peer).ConfigureAwait(false);
            return home is { IsUnfit: true } && journey.Plan.Expanded() is { } expanded
                ? await RunAtAsync(hands, call, journey with { Plan = expanded }, first.Peer).ConfigureAwait(false)
                : home;
        }
    }

    private async Task<Homecoming?> RunAtAsync(HandsSession hands, Call call, Journey journey, Peer first)
    {
        using var source = new PreprocessedSource(Codecs.Choose(first.Codecs) ?? Codecs.None);
        var (outcome, unfit) = await PreprocessAndSendAsync(hands, call, journey, first, source).ConfigureAwait(false);
        if (unfit is not null)
        {
            return Homecoming.OfText(unfit);
        }

        var last = await AcceptAsync(hands, call, journey, first, source, outcome!).ConfigureAwait(false);
        return last is null || !last.TryAnother ? last : await RetryAsync(hands, call, journey, first, source, last).ConfigureAwait(false);
    }

    private async Task<Homecoming?> RetryAsync(HandsSession hands, Call call, Journey journey, Peer failed, PreprocessedSource source, Homecoming last)
    {
        var tried = new List<string> { failed.Id };
        while (tried.Count < MaxTries && last.TryAnother)
        {
            var found = await hands.WatchAsync(cancel => chooser.AcquireAsync(journey.Wanted, tried, cancel).AsTask()).ConfigureAwait(false);
            if (found is not PlaceResult.Taken { Place: var place })
            {
                break;
            }

            using (place)
            {
                tried.Add(place.Peer.Id);
                if (!place.Peer.Codecs.Contains(source.Codec))
                {
                    continue; // it cannot read what is compressed already
                }

                var outcome = await hands.WatchAsync(cancel => remote.CompileAsync(place.Peer, journey.JobFor(place.Peer, call), source, cancel)).ConfigureAwait(false);
                if (await AcceptAsync(hands, call, journey, place.Peer, source, outcome).ConfigureAwait(false) is not { } again)
                {
                    return null;
                }

                last = again;
            }
        }

        return last;
    }

    // The source travels while it is being preprocessed.
    private async Task<(RemoteOutcome? Outcome, LocalReason? Unfit)> PreprocessAndSendAsync(
        HandsSession hands, Call call, Journey journey, Peer peer, PreprocessedSource source)
    {
        using var cancelJob = CancellationTokenSource.CreateLinkedTokenSource(hands.Stop);
        Task<RemoteOutcome>? sending = null;
        try
        {
            using (await hands.WatchAsync(cancel => slots.EnterAsync(LocalWeight.Light, cancel).AsTask()).ConfigureAwait(false))
            {
                sending = remote.CompileAsync(peer, journey.JobFor(peer, call), source, cancelJob.Token);
                if (await preprocessor.RunAsync(hands, call, journey.Plan, source).ConfigureAwait(false) is { } unfit)
                {
                    return (null, unfit);
                }
            }

            return (await hands.WatchAsync(cancel => UnlessCancelledAsync(sending, cancelJob, cancel)).ConfigureAwait(false), null);
        }
        finally
        {
            cancelJob.Cancel();
            if (sending is not null)
            {
                await EndedAsync(sending).ConfigureAwait(false);
            }
        }
    }

    private static async Task<RemoteOutcome> UnlessCancelledAsync(Task<RemoteOutcome> sending, CancellationTokenSource cancelJob, CancellationToken cancel)
    {
        using (cancel.Register(cancelJob.Cancel))
        {
            return await sending.ConfigureAwait(false);
        }
    }

    private static async Task EndedAsync(Task sending)
    {
        try
        {
            await sending.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It was told to end.
        }
    }

    /// <summary>Verifies and writes what came back. Null when that is the end of it; else how to go on.</summary>
    private async Task<Homecoming?> AcceptAsync(HandsSession hands, Call call, Journey journey, Peer peer, PreprocessedSource source, RemoteOutcome outcome)
    {
        switch (outcome)
        {
            case RemoteOutcome.Compiled { Result: { ExitCode: 0, Signal: 0, Stdout.Length: 0 } } compiled:
                return await AcceptObjectAsync(hands, call, journey, peer, source, compiled).ConfigureAwait(false);
            case RemoteOutcome.Compiled:
                return Homecoming.After(DispatchReasons.CompilerSpoke(peer.Name));
            case RemoteOutcome.Refused { Reason: RefusalReason.Unfit } refused:
                var unfit = DispatchReasons.Unfit(refused.Detail);
                return journey.Plan.Mode != PreprocessMode.DirectivesOnly || SourceScan.IsGoneExpanded(refused.Detail) ? Homecoming.Unfit(unfit) : Homecoming.After(unfit);
            case RemoteOutcome.Refused refused:
                if (refused.Reason == RefusalReason.NoToolchain)
                {
                    peers.Forget(peer.Id, journey.Wanted.Key); // it has other compilers by now: the next job asks again
                }

                logger.Refused(peer.Name, call.Arguments, refused.Reason, refused.Detail);
                return Homecoming.OrAnother(DispatchReasons.PeerFailed($"{peer.Name} refused: {refused.Reason} {refused.Detail}"));
            case RemoteOutcome.Lost lost:
                logger.Lost(peer.Name, call.Arguments, lost.Why);
                peers.Apply(peer.Id, PeerEvent.JobLost, lost.Why);
                return Homecoming.OrAnother(DispatchReasons.PeerFailed($"{peer.Name}: {lost.Why}"));
            default:
                throw new InvalidOperationException($"an outcome without a meaning: {outcome}");
        }
    }

    private async Task<Homecoming?> AcceptObjectAsync(HandsSession hands, Call call, Journey journey, Peer peer, PreprocessedSource source, RemoteOutcome.Compiled compiled)
    {
        if (ResultCheck.Mismatch(journey, compiled.Files) is { } wrong)
        {
            return await RejectAsync(hands, peer, journey, source, wrong).ConfigureAwait(false);
        }

        if (journey.Plan.Kind == OutputKind.Object && ArmLevel.Excess(compiled.Files[0].Bytes.Span, journey.Facts.Facts) is { } excess)
        {
            return Homecoming.After(DispatchReasons.BeyondTarget(peer.Name, excess));
        }

        var said = compiled.Result.Stderr;
        if (said.Length + source.Said.Length > 0)
        {
            if (await messages.TellAsync(hands, call, journey, peer, source, compiled.Result).ConfigureAwait(false) is not { } told)
            {
                return Homecoming.After(DispatchReasons.CompilerSpoke(peer.Name));
            }

            said = told;
        }

        return await WriteAsync(hands, call, journey, peer, compiled, said).ConfigureAwait(false);
    }

    /// <summary>Only what an honest peer cannot have sent is held against it.</summary>
    private async Task<Homecoming> RejectAsync(HandsSession hands, Peer peer, Journey journey, PreprocessedSource source, ObjectFault fault)
    {
        if (fault.Culprit == Culprit.Nobody)
        {
            return Homecoming.After(DispatchReasons.Uncheckable(fault.What));
        }

        return journey.Plan.TravellingOptions.Any(PassThrough.MayChangeObject)
            || (fault.Culprit == Culprit.HelperOrSource && await SourceMarks.MayBeSetAsync(journey.Plan, source, hands.Stop).ConfigureAwait(false))
            ? Homecoming.After(DispatchReasons.OtherMarks(peer.Name, fault.What))
            : Distrust(peer, journey, fault.What);
    }

    private Homecoming Distrust(Peer peer, Journey journey, string wrong)
    {
        logger.Quarantined(peer.Name, wrong);
        peers.Quarantine(peer.Id, journey.OfferOf(peer).Fingerprint, wrong);
        return Homecoming.OrAnother(DispatchReasons.PeerFailed($"{peer.Name}: {wrong}"));
    }

    private async Task<Homecoming?> WriteAsync(HandsSession hands, Call call, Journey journey, Peer peer, RemoteOutcome.Compiled compiled, ReadOnlyMemory<byte> said)
    {
        // Counted before the hands leave: who waited for them sees the job in the status.
        Count(peer, 1);
        string? problem = "it was not written";
        try
        {
            problem = await OutputWriter.WriteAsync(hands, ResultCheck.Outputs(journey, compiled.Files), said).ConfigureAwait(false);
        }
        finally
        {
            Count(peer, problem is null ? 0 : -1);
        }

        if (problem is not null)
        {
            return Homecoming.After(DispatchReasons.CannotWrite(problem));
        }

        logger.Remote(call.Arguments, peer.Name, compiled.Result.WallMs);
        return null;
    }

    private void Count(Peer peer, int jobs)
    {
        totals.CountRemote(jobs);
        peers.Update(peer.Id, known => known with { JobsForUs = known.JobsForUs + jobs });
    }

    private static LocalReason Reason(PlaceResult none) => none switch
    {
        PlaceResult.NoToolchain(var wanted, var why) => DispatchReasons.NoToolchain(wanted, why),
        PlaceResult.AllFailing(var why) => DispatchReasons.PeersFailing(why),
        PlaceResult.AllBusy(var waiting) => DispatchReasons.PeersBusy(waiting),
        _ => DispatchReasons.NoPeer(),
    };
}
