using System.Net;
using Mesh.Wire.Dns;

namespace Mesh.Node.Discovery;

/// <summary>
/// All that multicast DNS decides, on all links: told what was heard and what time it is, it says what to send and what was seen.
/// Knows neither sockets nor clocks; <see cref="MulticastDiscovery"/> is its one caller.
/// </summary>
internal sealed class MdnsEngine
{
    // RFC 6762 §8.1: after fifteen conflicts in ten seconds, five seconds before each further try.
    private const int ManyConflicts = 15;
    private static readonly TimeSpan ConflictWindow = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConflictPause = TimeSpan.FromSeconds(5);

    private readonly Random _random;
    private readonly MdnsCache _cache;
    private readonly SightingBook _book;
    private readonly Dictionary<int, (Link Link, Browser Browser, Responder? Responder)> _links = [];
    private readonly Queue<TimeSpan> _conflicts = [];
    private readonly List<Outgoing> _outgoing = [];
    private readonly List<Sighting> _news = [];
    private Advertisement? _advertisement;
    private Identity? _identity;

    /// <param name="advertisement">Null to look around only.</param>
    /// <param name="random">For the pauses that keep machines from speaking at once.</param>
    public MdnsEngine(Advertisement? advertisement, Random random)
    {
        (_advertisement, _random) = (advertisement, random);
        _identity = advertisement is null ? null : Identity.Of(advertisement);
        _cache = new MdnsCache(random);
        _book = new SightingBook(_cache, advertisement?.NodeId);
    }

    public string InstanceName => _identity?.Label ?? "";

    /// <summary>When <see cref="Advance"/> has something to do, if nothing is heard before.</summary>
    public TimeSpan NextDue
    {
        get
        {
            var due = _cache.NextDue < _book.NextDue ? _cache.NextDue : _book.NextDue;
            foreach (var (_, browser, responder) in _links.Values)
            {
                if (browser.NextDue < due) due = browser.NextDue;
                if (responder?.NextDue < due) due = responder.NextDue;
            }
            return due;
        }
    }

    public void SetLinks(IReadOnlyList<Link> links, TimeSpan now)
    {
        foreach (var gone in _links.Keys.Where(index => links.All(link => link.Index != index)).ToList())
        {
            _links.Remove(gone);
            _cache.DropLink(gone);
            _book.ForgetProbes();
        }
        foreach (var link in links)
        {
            if (!_links.TryGetValue(link.Index, out var known))
                _links.Add(link.Index, (link, new Browser(link.Index, _cache, _random, now), OwnOn(link) is { } own ? new Responder(link, own, _random, now) : null));
            else if (!known.Link.Equals(link))
            {
                _links[link.Index] = (link, known.Browser, known.Responder);
                if (OwnOn(link) is { } changed) known.Responder?.ChangeAddresses(link, changed, now);
            }
        }
        _news.AddRange(_book.Review(now));
    }

    /// <summary>For a while nothing may have been heard or said on a link: asks and announces anew.</summary>
    public void LookAgain(int linkIndex, TimeSpan now)
    {
        if (!_links.TryGetValue(linkIndex, out var on)) return;
        _links[linkIndex] = on with { Browser = new Browser(linkIndex, _cache, _random, now) };
        if (OwnOn(on.Link) is { } own) on.Responder?.ChangeAddresses(on.Link, own, now);
    }

    /// <summary>Another text; a new wish for a name counts from the next start.</summary>
    public void Update(Advertisement advertisement, TimeSpan now)
    {
        if (_identity is null) return;
        _advertisement = advertisement;
        foreach (var (link, _, responder) in _links.Values)
            if (OwnOn(link) is { } own) responder?.ChangeText(own, now);
    }

    public void Hear(int linkIndex, IPEndPoint source, DnsMessage message, TimeSpan now)
    {
        if (!message.IsOrdinary || !_links.TryGetValue(linkIndex, out var on)) return;
        // Advance first, so that what was due before the message came is not decided by it.
        Advance(now);
        if (!message.IsResponse) HearQuery(on.Link, on.Browser, on.Responder, source, message, now);
        // RFC 6762 §6: no responder answers from another port.
        else if (source.Port == Responder.Port) HearResponse(on.Link, on.Responder, message, now);
        Review(now);
    }

    public void Advance(TimeSpan now)
    {
        var refresh = _cache.Advance(now).ToLookup(due => due.Link, due => due.Question);
        Review(now);
        foreach (var (link, browser, responder) in _links.Values)
        {
            _outgoing.AddRange(browser.Advance(now, refresh[link.Index]).Select(message => new Outgoing(link, message)));
            if (responder is not null) _outgoing.AddRange(responder.Advance(now));
        }
    }

    /// <summary>Nothing else may be called afterwards but <see cref="TakeOutgoing"/>.</summary>
    public void SayGoodbye()
    {
        foreach (var (_, _, responder) in _links.Values)
            if (responder?.SayGoodbye() is { } goodbye) _outgoing.Add(goodbye);
    }

    public List<Outgoing> TakeOutgoing() => Take(_outgoing);

    public List<Sighting> TakeSightings() => Take(_news);

    private void HearQuery(Link link, Browser browser, Responder? responder, IPEndPoint source, DnsMessage query, TimeSpan now)
    {
        _book.HearProbe(link.Index, query, now);
        browser.HearQuery(query, now);
        if (responder is not null) _outgoing.AddRange(responder.HearQuery(query, source, now));
    }

    private void HearResponse(Link link, Responder? responder, DnsMessage response, TimeSpan now)
    {
        if (responder is not null && response.Answers.Concat(response.Additionals).Any(IsConflict)) Resolve(responder, now);
        responder?.HearResponse(response);
        _book.HearGoodbyes(_cache.Hear(link.Index, response, now), response);
    }

    /// <summary>Says something else about a name of ours than we do on any link (a bridge may carry one link's words to another).</summary>
    private bool IsConflict(DnsRecord record) =>
        record.TtlSeconds > 0
        && (record.Name.Equals(_identity!.Instance) || record.Name.Equals(_identity.Host))
        && !_links.Values.Any(on => OwnOn(on.Link)!.Says(record));

    private void Resolve(Responder responder, TimeSpan now)
    {
        while (_conflicts.Count > 0 && _conflicts.Peek() < now - ConflictWindow) _conflicts.Dequeue();
        if (_conflicts.Count < ManyConflicts) _conflicts.Enqueue(now);
        var pause = _conflicts.Count < ManyConflicts ? TimeSpan.Zero : ConflictPause;
        if (responder.Phase != ClaimPhase.Probing)
        {
            responder.ProbeAgain(now, pause);
            return;
        }
        _identity = _identity!.Next();
        foreach (var (link, _, other) in _links.Values)
            if (other is not null) _outgoing.AddRange(other.Rename(OwnOn(link)!, now, pause));
    }

    private void Review(TimeSpan now)
    {
        foreach (var (_, browser, _) in _links.Values) browser.Review(now);
        _news.AddRange(_book.Review(now));
    }

    private OwnRecords? OwnOn(Link link) => _identity is null ? null : new OwnRecords(_identity, _advertisement!, link);

    private static List<T> Take<T>(List<T> list)
    {
        var taken = list.ToList();
        list.Clear();
        return taken;
    }
}
