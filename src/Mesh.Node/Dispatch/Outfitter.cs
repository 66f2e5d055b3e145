using Mesh.Compile.Targets;
using Mesh.Node.Peers;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>Finds out what a compile needs to be done elsewhere: what its compiler makes, and which peers have one that makes the same.</summary>
/// <param name="facts">Asks the caller's compiler.</param>
/// <param name="inquirer">Asks the peers.</param>
/// <param name="locales">Knows the caller's characters.</param>
/// <param name="canaries">Null where code is not compared.</param>
/// <param name="peers">Whom there is to ask.</param>
/// <param name="policy">How near a peer's compiler must be.</param>
internal sealed class Outfitter(CallerFacts facts, PeerInquirer inquirer, CallerLocale locales, Canaries? canaries, PeerTable peers, VersionPolicy policy)
{
    /// <summary>The journey; else why there is none.</summary>
    public async Task<(Journey? Journey, Mesh.Compile.Classification.LocalReason? WhyNot)> PrepareAsync(HandsSession hands, Call call, Route.Away route)
    {
        var wish = WishFor(route);
        if (Hopeless(wish) is { } reason)
        {
            return (null, reason); // nobody to ask for: the compiler is not asked either, which costs a slow machine a second
        }

        if (!await CanBeReadAgainAsync(hands, route.Plan.Source).ConfigureAwait(false))
        {
            return (null, DispatchReasons.NotAFile(route.Plan.Source));
        }

        if (route.Plan.WouldLoseByteOrderMark && await ByteOrderMark.BeginsAsync(hands, route.Plan.Source).ConfigureAwait(false))
        {
            return (null, DispatchReasons.Unfit("it begins with a byte order mark, which counts in the columns that sanitizers record"));
        }

        if (await facts.FindAsync(hands, call, route).ConfigureAwait(false) is not { } known)
        {
            return (null, DispatchReasons.OptionsNotTaken());
        }

        if (ResultCheck.WhyUncheckable(route.Plan, known.Facts) is { } why)
        {
            return (null, DispatchReasons.Uncheckable(why));
        }

        var locale = route.Plan.DependsOnCharacters ? await locales.AskAsync(hands, CallEnvironment.Of(call)).ConfigureAwait(false) : null;
        if (route.Plan.DependsOnCharacters && locale is null)
        {
            return (null, DispatchReasons.UnknownCharacters());
        }

        var journey = new Journey(route.Plan, route.Compiler, known, wish, Compared: canaries is not null) { Locale = locale };
        await hands.WatchAsync(async cancel =>
        {
            await inquirer.AskAsync(journey.Wanted, known, cancel).ConfigureAwait(false);
            if (canaries is not null)
            {
                await canaries.CompareAsync(call, journey, cancel).ConfigureAwait(false);
            }

            return true;
        }).ConfigureAwait(false);
        return (journey, null);
    }

    /// <summary>What a peer's compiler would have to be called.</summary>
    public CompilerWish WishFor(Route.Away route) => CompilerWish.Of(route, policy);

    // A fifo called x.c gives its text once. Of a file that is missing the compiler tells: it is preprocessed, to find that out.
    private static async ValueTask<bool> CanBeReadAgainAsync(HandsSession hands, string source)
    {
        hands.Queue(new Stat([source]));
        return await hands.NextAsync<Stats>().ConfigureAwait(false) is { Files: [{ Type: FileStatType.Regular or FileStatType.Absent }] };
    }

    private Mesh.Compile.Classification.LocalReason? Hopeless(CompilerWish wish)
    {
        var ready = peers.Snapshot.Values.Where(peer => peer is { State: PeerState.Ready, Load.Capacity: > 0 }).ToList();
        return ready.Count == 0 ? DispatchReasons.NoPeer()
            : ready.TrueForAll(peer => wish.WhyNotWorthAsking(peer) is not null) ? DispatchReasons.NoToolchain(wish, DispatchReasons.WhyNone(ready, wish.WhyNotWorthAsking))
            : null;
    }
}
