using Mesh.Wire.Dns;

namespace Mesh.Node.Discovery;

/// <summary>The questions of this node on one link: who is there, again and again but ever more seldom; and what is missing to reach them.</summary>
/// <remarks>
/// Never asks for a unicast answer (QU, RFC 6762 §5.4): the port is shared, and the answer would reach one process of many.
/// </remarks>
internal sealed class Browser(int link, MdnsCache cache, Random random, TimeSpan now)
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    // Who does not answer four times will announce itself when it can.
    private const int MaxAttempts = 4;

    // A flood of invented names makes us ask for few of them at a time.
    private const int MaxQuestionsAtOnce = 40;

    // Pointers of known instances; with the header and the question a message stays inside an Ethernet frame.
    private const int KnownAnswersPerMessage = 20;

    private static readonly DnsQuestion WhoIsThere = new(ServiceNames.Service, DnsType.Ptr);

    private readonly Dictionary<(DnsName Name, DnsType Type), (int Attempts, TimeSpan Due)> _missing = [];
    private TimeSpan _due = now + random.Between(20, 120);
    private TimeSpan _interval = FirstInterval;
    private bool _hasAsked;
    private int _revision = -1;

    public TimeSpan NextDue => _missing.Values.Select(missing => missing.Due).Append(_due).Min();

    /// <summary>Looks at what the cache has learnt: asks for what is missing, stops asking for what is not.</summary>
    public void Review(TimeSpan now)
    {
        if (_revision == cache.Revision) return;
        _revision = cache.Revision;
        var missing = cache.Missing(link).ToHashSet();
        foreach (var found in _missing.Keys.Where(key => !missing.Contains(key)).ToList()) _missing.Remove(found);
        var due = now + random.Between(20, 120);
        foreach (var key in missing) _missing.TryAdd(key, (0, due));
    }

    /// <summary>Another asks what we were about to ask, and knows nothing that we do not: its answers serve us too (RFC 6762 §7.3).</summary>
    public void HearQuery(DnsMessage query, TimeSpan now)
    {
        // Not instead of the first: the answers to a question heard while starting may have come before we listened.
        if (!_hasAsked || query.IsTruncated || !query.Questions.Contains(WhoIsThere)) return;
        if (!query.Answers.All(known => cache.Find(link, known.Name, known.Type).Any(entry => entry.Record.IsSameAs(known)))) return;
        PlanNext(now);
    }

    public IEnumerable<DnsMessage> Advance(TimeSpan now, IEnumerable<DnsQuestion> refresh)
    {
        var questions = refresh.Concat(TakeMissing(now)).Take(MaxQuestionsAtOnce).ToList();
        var known = new List<DnsRecord>();
        if (now >= _due)
        {
            questions.Insert(0, WhoIsThere);
            known = KnownAnswers(now);
            _hasAsked = true;
            PlanNext(now);
        }
        return Split(questions, known);
    }

    private void PlanNext(TimeSpan now)
    {
        _due = now + _interval + random.Between(0, 100);
        _interval = TimeSpan.FromTicks(Math.Min(_interval.Ticks * 2, LongestInterval.Ticks));
    }

    private List<DnsQuestion> TakeMissing(TimeSpan now)
    {
        var due = _missing.Where(pair => pair.Value.Due <= now).Take(MaxQuestionsAtOnce).ToList();
        foreach (var (key, value) in due)
        {
            var attempts = value.Attempts + 1;
            _missing[key] = (attempts, attempts == MaxAttempts ? TimeSpan.MaxValue : now + TimeSpan.FromSeconds(1 << value.Attempts));
        }
        return [.. due.Select(pair => new DnsQuestion(pair.Key.Name, pair.Key.Type))];
    }

    private List<DnsRecord> KnownAnswers(TimeSpan now) =>
        [.. cache.Find(link, ServiceNames.Service, DnsType.Ptr).Where(entry => entry.HasHalfItsLife(now))
            .Select(entry => entry.Record with { TtlSeconds = entry.SecondsLeft(now) })];

    /// <summary>Known answers that do not fit follow in messages of their own (RFC 6762 §7.2).</summary>
    private static IEnumerable<DnsMessage> Split(List<DnsQuestion> questions, List<DnsRecord> known)
    {
        if (questions.Count == 0) yield break;
        for (var from = 0; from == 0 || from < known.Count; from += KnownAnswersPerMessage)
            yield return new DnsMessage
            {
                Questions = from == 0 ? questions : [],
                Answers = known.GetRange(from, Math.Min(KnownAnswersPerMessage, known.Count - from)),
                IsTruncated = from + KnownAnswersPerMessage < known.Count,
            };
    }
}
