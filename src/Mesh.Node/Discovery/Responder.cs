using System.Net;
using Mesh.Wire.Dns;

namespace Mesh.Node.Discovery;

/// <summary>This node's side of one link: claims its names, announces, answers, defends, says goodbye.</summary>
internal sealed class Responder
{
    public const int Port = 5353;

    // RFC 6762 §6: a record is multicast once a second; to defend a name, four times.
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefenceGap = TimeSpan.FromMilliseconds(250);

    // RFC 6762 §6.7: a plain resolver never hears a goodbye, so it must not believe us for long.
    private const uint LegacyTtl = 10;

    private readonly Random _random;
    private readonly AnswerQueue _queue = new();
    private readonly Claim _claim;
    private OwnRecords _own;
    private bool _textRepeats;

    public Responder(Link link, OwnRecords own, Random random, TimeSpan now)
    {
        (Link, _own, _random) = (link, own, random);
        _claim = new Claim(random, now);
    }

    public Link Link { get; private set; }

    public ClaimPhase Phase => _claim.Phase;

    public TimeSpan NextDue => _claim.NextDue < _queue.NextDue ? _claim.NextDue : _queue.NextDue;

    /// <summary>Same names, other text: told once a second at most, and twice in case the first is lost (RFC 6762 §8.4).</summary>
    public void ChangeText(OwnRecords own, TimeSpan now)
    {
        _own = own;
        if (_claim.Phase == ClaimPhase.Probing) return;
        _queue.Add(OwnKind.Text, now, Gap);
        _textRepeats = true;
    }

    public void ChangeAddresses(Link link, OwnRecords own, TimeSpan now)
    {
        (Link, _own) = (link, own);
        _claim.AnnounceAgain(now);
    }

    /// <summary>
    /// Another name, after a conflict. The pointer to the old name stays: it says the same as the winner's, whose it is now.
    /// </summary>
    public IEnumerable<Outgoing> Rename(OwnRecords own, TimeSpan now, TimeSpan pause)
    {
        var old = _own;
        var wasKnown = _claim.IsKnown;
        _own = own;
        _claim.Start(now, pause);
        foreach (var kind in OwnRecords.Kinds) _queue.Drop(kind);
        return wasKnown ? [Goodbye([.. old[OwnKind.Service], .. old[OwnKind.Text]])] : [];
    }

    /// <summary>Somebody says otherwise about a name we hold: ask again, and see who defends it (RFC 6762 §9).</summary>
    public void ProbeAgain(TimeSpan now, TimeSpan pause) => _claim.Start(now, pause);

    public IEnumerable<Outgoing> Advance(TimeSpan now)
    {
        switch (_claim.Advance(now))
        {
            case ClaimStep.Probe:
                yield return Probe();
                break;
            case ClaimStep.Announce:
                yield return Announcement(now);
                break;
        }
        if (_claim.Phase != ClaimPhase.Probing && _queue.TakeDue(now) is { Count: > 0 } due) yield return Answer(due, now);
    }

    public IEnumerable<Outgoing> HearQuery(DnsMessage query, IPEndPoint source, TimeSpan now)
    {
        var isProbe = query.Authorities.Count > 0;
        if (_claim.Phase == ClaimPhase.Probing)
        {
            if (isProbe && LosesAgainst(query)) _claim.Defer(now);
            return [];
        }
        if (source.Port != Port) return AnswerLegacy(query, source);
        Enqueue(query, source, now, isProbe ? DefenceGap : Gap);
        return Advance(now);
    }

    /// <summary>An answer that we were about to give has just been given (RFC 6762 §7.4).</summary>
    public void HearResponse(DnsMessage response)
    {
        foreach (var kind in OwnRecords.Kinds)
            if (_own[kind].All(ours => response.Answers.Any(theirs => theirs.IsSameAs(ours) && theirs.TtlSeconds >= ours.TtlSeconds)))
                _queue.Drop(kind);
    }

    public Outgoing? SayGoodbye() => _claim.Phase != ClaimPhase.Probing ? Goodbye([.. _own.All.Skip(_own[OwnKind.TypePointer].Length)])
        // The name was never ours, but whoever heard a probe has heard of us.
        : _claim.IsKnown ? Goodbye([.. _own[OwnKind.Service], .. _own[OwnKind.Text]])
        : null;

    private bool LosesAgainst(DnsMessage probe)
    {
        foreach (var name in (DnsName[])[_own.Instance, _own.Host])
        {
            var theirs = probe.Authorities.Where(record => record.Name.Equals(name)).ToList();
            if (theirs.Count > 0 && ProbeContest.Compare(_own.Unique.Where(record => record.Name.Equals(name)), theirs) < 0) return true;
        }
        return false;
    }

    private void Enqueue(DnsMessage query, IPEndPoint source, TimeSpan now, TimeSpan gap)
    {
        var asked = query.Questions.SelectMany(_own.AskedFor).Distinct().ToList();
        var wanted = asked.Where(kind => !IsKnown(kind, query)).ToList();
        // Records of a shared set come from many at once; unique ones only from us (RFC 6762 §6). More known answers may follow (§7.2).
        var delay = query.IsTruncated ? _random.Between(400, 500)
            : wanted.Any(kind => kind <= OwnKind.InstancePointer) ? _random.Between(20, 120)
            : TimeSpan.Zero;
        foreach (var kind in wanted) _queue.Add(kind, now + delay, gap, query.IsTruncated ? source.Address : null);
        if (query.Questions.Count > 0) return;
        foreach (var kind in OwnRecords.Kinds)
            if (IsKnown(kind, query)) _queue.Withdraw(kind, source.Address);
    }

    // RFC 6762 §7.1: known to the asker, for at least half its life yet.
    private bool IsKnown(OwnKind kind, DnsMessage query) =>
        _own[kind].All(ours => query.Answers.Any(theirs => theirs.IsSameAs(ours) && theirs.TtlSeconds >= ours.TtlSeconds / 2));

    /// <summary>RFC 6762 §6.7: id and question come back, no cache-flush bit, a short life, exactly what was asked for first.</summary>
    private IEnumerable<Outgoing> AnswerLegacy(DnsMessage query, IPEndPoint source)
    {
        var asked = query.Questions.SelectMany(_own.AskedFor).Distinct().ToList();
        if (asked.Count == 0) return [];
        var answers = _own.All.Where(record => query.Questions.Any(question => OwnRecords.Answers(question, record))).ToList();
        var message = new DnsMessage
        {
            Id = query.Id,
            IsResponse = true,
            Questions = query.Questions,
            Answers = [.. answers.Select(Legacy)],
            Additionals = [.. asked.Concat(_own.AlongWith(asked)).SelectMany(kind => _own[kind]).Except(answers).Select(Legacy)],
        };
        return [new Outgoing(Link, message, source)];
    }

    private static DnsRecord Legacy(DnsRecord record) => record with { TtlSeconds = Math.Min(record.TtlSeconds, LegacyTtl), CacheFlush = false };

    /// <summary>
    /// Carries everything, so that whoever hears it can reach us before the name is settled. Without the QU bit that RFC 6762 §8.1 suggests:
    /// a unicast answer would go to one of the processes that share the port, seldom to us.
    /// </summary>
    private Outgoing Probe() => new(Link, new DnsMessage
    {
        Questions = [new DnsQuestion(_own.Instance, DnsType.Any), new DnsQuestion(_own.Host, DnsType.Any)],
        // The bit means nothing here and must be clear (RFC 6762 §10.2).
        Authorities = [.. _own.Unique.Select(record => record with { CacheFlush = false })],
    });

    private Outgoing Announcement(TimeSpan now)
    {
        foreach (var kind in OwnRecords.Kinds)
        {
            _queue.Drop(kind);
            _queue.Sent(kind, now);
        }
        return Response([.. _own.All], []);
    }

    private Outgoing Answer(List<OwnKind> kinds, TimeSpan now)
    {
        if (_textRepeats && kinds.Contains(OwnKind.Text))
        {
            _textRepeats = false;
            _queue.Add(OwnKind.Text, now, Gap);
        }
        var additional = _own.AlongWith(kinds).ToList();
        foreach (var kind in additional) _queue.Sent(kind, now);
        return Response([.. kinds.SelectMany(kind => _own[kind])], [.. additional.SelectMany(kind => _own[kind])]);
    }

    private Outgoing Goodbye(DnsRecord[] records) => Response([.. records.Select(record => record with { TtlSeconds = 0 })], []);

    private Outgoing Response(DnsRecord[] answers, DnsRecord[] additionals) =>
        new(Link, new DnsMessage { IsResponse = true, Answers = answers, Additionals = additionals });
}
