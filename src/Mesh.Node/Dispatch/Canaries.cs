using Mesh.Node.Peers;
using Mesh.Wire.Hands;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Dispatch;

/// <summary>
/// Sees to it that the code of two compilers is compared when they first meet. What comes of it goes into the peer table and is remembered on disk. A
/// compiler that this node cannot run as its caller does (in another root) is not compared: what both say of themselves has to do.
/// </summary>
/// <param name="isOwn">Whether the file at that real path is a compiler that this node found itself. A caller's word is not enough: the node may be another user, or root.</param>
internal sealed class Canaries(CanaryFlight flight, CanaryBook book, Func<string, bool> isOwn, PeerTable peers, TimeProvider time, ILogger logger, CancellationToken stop)
{
    /// <summary>After a comparison that came to nothing (a busy peer): compiling the canaries again for every job would be dearer than the jobs.</summary>
    private static readonly TimeSpan BackOff = TimeSpan.FromSeconds(30), LongestBackOff = TimeSpan.FromMinutes(10);

    /// <summary>Verdicts kept of one peer at hand; the book has more.</summary>
    private const int MostVerdicts = 128;

    /// <summary>How long jobs wait for the comparison, counted from its start: about what it would take to compile on a machine that is slow at both.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly UnderWay<(string Peer, string Pair)> _flying = new(Patience, logger);

    private readonly Pauses<(string Peer, string Pair)> _failed = new(time, BackOff, LongestBackOff);

    /// <summary>Returns as soon as a peer can be given the job, or nothing more is to be learnt.</summary>
    public async Task CompareAsync(Call call, Journey journey, CancellationToken cancel)
    {
        var open = peers.Snapshot.Values
            .Where(peer => journey.Wanted.OfferOf(peer) is { IsMatch: true } offer && peer.State == PeerState.Ready && IsOpen(call, peer, offer))
            .Where(peer => !_failed.Holds((peer.Id, journey.OfferOf(peer).Pair)))
            .Select(peer => _flying.Start((peer.Id, journey.OfferOf(peer).Pair), () => FlyAsync(call, journey, peer)))
            .ToList();
        await Awaited.UntilAsync(open, () => peers.Snapshot.Values.Any(peer => journey.Wanted.WhyNot(peer) is null), cancel).ConfigureAwait(false);
    }

    // The same compiler may have been called from a place where this node cannot run it, and now from one where it can.
    private bool IsOpen(Call call, Peer peer, PeerOffer offer) =>
        !peer.Verdicts.TryGetValue(offer.Pair, out var verdict) || (verdict == CodeVerdict.Untested && CanBeRunHere(call));

    private async Task FlyAsync(Call call, Journey journey, Peer peer)
    {
        var offer = journey.OfferOf(peer);
        try
        {
            var verdict = await VerdictAsync(call, journey, peer, offer).ConfigureAwait(false);
            if (verdict is null || (verdict == CodeVerdict.Untested && CanBeRunHere(call)))
            {
                _failed.Failed((peer.Id, offer.Pair));
            }

            if (verdict is not null)
            {
                peers.Update(peer.Id, known => known with { Verdicts = Latest.With(known.Verdicts, offer.Pair, verdict, MostVerdicts) });
            }
        }
        catch (OperationCanceledException)
        {
            // The peer is gone, or this node leaves.
        }
    }

    private async Task<CodeVerdict?> VerdictAsync(Call call, Journey journey, Peer peer, PeerOffer offer)
    {
        if (book.Find(offer.Pair) is { } known)
        {
            return known;
        }

        if (!CanBeRunHere(call))
        {
            return CodeVerdict.Untested;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, peer.Present);
        if (await FlightAsync(new CalledCompiler(call.RealCompiler, Path.GetFileName(call.Compiler)), journey, peer, offer, ended.Token).ConfigureAwait(false) is not { } verdict)
        {
            return null;
        }

        logger.Compared(peer.Name, offer.Toolchain, verdict.Word, verdict.Where);
        if (verdict != CodeVerdict.Untested)
        {
            book.Keep(offer.Pair, verdict);
        }

        return verdict;
    }

    private async Task<CodeVerdict?> FlightAsync(CalledCompiler compiler, Journey journey, Peer peer, PeerOffer offer, CancellationToken ended)
    {
        try
        {
            return await flight.CompareAsync(compiler, journey, peer, offer, ended).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full or unwritable state directory must not cost all help.
            logger.NotCompared(peer.Name, offer.Toolchain, e.Message);
            return CodeVerdict.Untested;
        }
    }

    private bool CanBeRunHere(Call call) => IsTheSameHere(call) && isOwn(call.RealCompiler);

    // What the hands saw at that path, this node sees as well: same size, same time.
    private static bool IsTheSameHere(Call call)
    {
        var file = new FileInfo(call.RealCompiler);
        const long UnixEpochTicks = 621_355_968_000_000_000;
        return file.Exists && (ulong)file.Length == call.Identity.Size
            && (ulong)(file.LastWriteTimeUtc.Ticks - UnixEpochTicks) == call.Identity.ModifiedNanoseconds / 100;
    }
}
