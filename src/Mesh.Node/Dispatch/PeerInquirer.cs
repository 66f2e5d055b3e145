using Mesh.Node.Peers;
using Mesh.Node.Transport;
using Mesh.Wire;
using Mesh.Wire.Messages;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Dispatch;

/// <summary>Asks peers which of their compilers agrees with the caller's, once each; their answers go into the peer table. A <c>MatchDesk</c> of the peer answers.</summary>
internal sealed class PeerInquirer(PeerTable peers, JobConnections connections, TimeProvider time, ILogger logger)
{
    /// <summary>How long a job waits for a first peer that agrees; answers that come later serve the next ones.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Answers kept of one peer; a build needs a handful. For a new one the oldest goes.</summary>
    private const int MostOffers = 128;

    private readonly UnderWay<(string Peer, string Key)> _asking = new(Patience, logger);

    /// <summary>A peer that could not answer will hardly answer the next job either, which would wait for it again.</summary>
    private readonly Pauses<(string Peer, string Key)> _failed = new(time, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10));

    /// <summary>Returns as soon as a peer is known to agree, or all that may have answered.</summary>
    public async Task AskAsync(Wanted wanted, CompilerFacts facts, CancellationToken cancel)
    {
        var open = peers.Snapshot.Values
            .Where(peer => peer.State == PeerState.Ready && wanted.OfferOf(peer) is null && wanted.Compiler.WhyNotWorthAsking(peer) is null)
            .Where(peer => !_failed.Holds((peer.Id, wanted.Key)))
            .Select(peer => _asking.Start((peer.Id, wanted.Key), () => AskAsync(peer, wanted, facts)))
            .ToList();
        await Awaited.UntilAsync(open, () => peers.Snapshot.Values.Any(peer => wanted.OfferOf(peer) is { IsMatch: true }), cancel).ConfigureAwait(false);
    }

    private async Task AskAsync(Peer peer, Wanted wanted, CompilerFacts facts)
    {
        var hasAnswered = false;
        try
        {
            var offer = await InquireAsync(peer, wanted, facts).ConfigureAwait(false);
            hasAnswered = true;
            _failed.Worked((peer.Id, wanted.Key));
            Keep(peer, wanted, new PeerOffer(offer.Match, offer.Toolchain, offer.Fingerprint, offer.Detail)
            {
                Pair = $"{wanted.Identity} {offer.Fingerprint}",
                For = new PeerToolchain(wanted.Compiler.Triplet, wanted.Compiler.Compiler, wanted.Compiler.Version, [wanted.Compiler.Language]),
            });
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or ProtocolException)
        {
            // Not an answer: it is asked again later. Whether it lives, its control connection tells.
        }
        finally
        {
            if (!hasAnswered && !peer.Present.IsCancellationRequested)
            {
                _failed.Failed((peer.Id, wanted.Key));
            }
        }
    }

    private void Keep(Peer asked, Wanted wanted, PeerOffer offer) => peers.Update(asked.Id, peer =>
        ReferenceEquals(peer.Toolchains, asked.Toolchains) // else it has other compilers by now
            ? peer with { Offers = Latest.With(peer.Offers, wanted.Key, offer, MostOffers) }
            : peer);

    private async Task<Offer> InquireAsync(Peer peer, Wanted wanted, CompilerFacts facts)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(peer.Present);
        ended.CancelAfter(WireLimits.OfferTimeout);
        // A connection of its own: one that was idle may have been closed by the peer meanwhile.
        var connection = await connections.OpenAsync(peer.EndPoint, ended.Token).ConfigureAwait(false);
        try
        {
            using (ended.Token.Register(connection.Dispose))
            {
                await connection.Writer.WriteAsync(Question(wanted, facts), ended.Token).ConfigureAwait(false);
                var offer = await ReadAsync(connection, ended.Token).ConfigureAwait(false);
                if (!ended.IsCancellationRequested)
                {
                    connections.Return(peer.Id, connection);
                }

                return offer;
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static async Task<Offer> ReadAsync(PeerConnection connection, CancellationToken cancel)
    {
        while (await connection.Reader.ReadAsync(cancel).ConfigureAwait(false) is { } frame)
        {
            switch (frame.Kind)
            {
                case MessageKind.Offer:
                    return Offer.Decode(frame.Body);
                case MessageKind.Ping:
                    await connection.Writer.WriteAsync(new Pong(Ping.Decode(frame.Body).Token), cancel).ConfigureAwait(false);
                    break;
                default:
                    throw new ProtocolException($"a {frame.Kind} frame where an Offer belongs");
            }
        }

        throw new EndOfStreamException("the peer closed the connection");
    }

    private static Inquiry Question(Wanted wanted, CompilerFacts facts) => new()
    {
        Triplet = wanted.Compiler.Triplet,
        Compiler = wanted.Compiler.Compiler,
        CompilerVersion = wanted.Compiler.Version,
        Language = wanted.Compiler.Language,
        VersionPolicy = Spelling.Of(wanted.Compiler.Policy),
        Options = facts.Options,
        Pins = facts.Pins,
        Macros = facts.MacroText,
        TargetOptions = facts.OptionText,
    };
}
