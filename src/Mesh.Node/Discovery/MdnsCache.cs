using Mesh.Wire.Dns;

namespace Mesh.Node.Discovery;

/// <summary>What other nodes said, by link. Keeps only what tells of a mesh node, and a bounded number of that.</summary>
internal sealed class MdnsCache(Random random)
{
    // 512 nodes on a link with 8 records each; beyond that newcomers are not remembered. Bounds what a flood can cost.
    private const int MaxEntries = 4096;

    // Of one name and type: addresses of one host. Pointers are as many as nodes.
    private const int MaxPerName = 16;
    private const int MaxPointers = 512;

    private readonly Dictionary<(int Link, DnsName Name, DnsType Type), List<CacheEntry>> _entries = [];
    private int _count;
    private int _order;

    /// <summary>Grows whenever something other than a time to live changes.</summary>
    public int Revision { get; private set; }

    public TimeSpan NextDue => _entries.Values.SelectMany(list => list).Select(entry => entry.NextDue).DefaultIfEmpty(TimeSpan.MaxValue).Min();

    /// <summary>The records of one response. Returns the instances that said goodbye in it.</summary>
    public List<DnsName> Hear(int link, DnsMessage response, TimeSpan now)
    {
        var goodbyes = new List<DnsName>();
        // Services before addresses: an address matters only when a service lives there.
        foreach (var record in response.Answers.Concat(response.Additionals).OrderBy(record => record.Data is DnsData.Address))
        {
            if (!Matters(link, record)) continue;
            if (record.TtlSeconds > 0) Remember(link, record, now);
            else if (Forget(link, record) is { } gone) goodbyes.Add(gone);
        }
        return goodbyes;
    }

    public IEnumerable<CacheEntry> Find(int link, DnsName name, DnsType type) => _entries.TryGetValue((link, name, type), out var list) ? list : [];

    /// <summary>Every instance on every link that has told where it is.</summary>
    public IEnumerable<(int Link, CacheEntry Service)> Services() =>
        _entries.Where(pair => pair.Key.Type == DnsType.Srv).Select(pair => (pair.Key.Link, pair.Value.OrderBy(entry => entry.Order).Last()));

    /// <summary>What stands between a pointer and a node that can be dialled.</summary>
    public List<(DnsName Name, DnsType Type)> Missing(int link)
    {
        var missing = new List<(DnsName, DnsType)>();
        foreach (var pointer in Find(link, ServiceNames.Service, DnsType.Ptr))
        {
            var instance = ((DnsData.Pointer)pointer.Record.Data).Target;
            if (!Find(link, instance, DnsType.Txt).Any()) missing.Add((instance, DnsType.Txt));
            if (!Find(link, instance, DnsType.Srv).Any()) missing.Add((instance, DnsType.Srv));
        }
        foreach (var (on, service) in Services())
        {
            var host = ((DnsData.Service)service.Record.Data).Target;
            if (on != link || Find(link, host, DnsType.A).Any() || Find(link, host, DnsType.Aaaa).Any()) continue;
            missing.Add((host, DnsType.A));
            missing.Add((host, DnsType.Aaaa));
        }
        return missing;
    }

    /// <summary>Drops what has run out; returns what to ask for again before it does.</summary>
    public List<(int Link, DnsQuestion Question)> Advance(TimeSpan now)
    {
        Remove((_, entry) => entry.Expires <= now);
        var questions = new List<(int, DnsQuestion)>();
        foreach (var pair in _entries)
        {
            var isDue = false;
            foreach (var entry in pair.Value) isDue |= entry.TakeRefresh(now, random);
            if (isDue) questions.Add((pair.Key.Link, new DnsQuestion(pair.Key.Name, pair.Key.Type)));
        }
        return questions;
    }

    public void DropLink(int link) => Remove((key, _) => key.Link == link);

    private bool Matters(int link, DnsRecord record) => record.Data switch
    {
        DnsData.Pointer pointer => record.Name.Equals(ServiceNames.Service) && ServiceNames.IsInstance(pointer.Target),
        DnsData.Service service => ServiceNames.IsInstance(record.Name) && service.Port != 0,
        DnsData.Text => ServiceNames.IsInstance(record.Name),
        DnsData.Address => Services().Any(s => s.Link == link && ((DnsData.Service)s.Service.Record.Data).Target.Equals(record.Name)),
        _ => false,
    };

    private void Remember(int link, DnsRecord record, TimeSpan now)
    {
        var key = (link, record.Name, record.Type);
        if (record.CacheFlush) Flush(key, record, now);
        var list = _entries.GetValueOrDefault(key);
        if (list?.Find(entry => entry.Record.IsSameAs(record)) is { } known)
        {
            known.Renew(record, now, random);
            return;
        }
        if (_count >= MaxEntries || list?.Count >= (record.Type == DnsType.Ptr ? MaxPointers : MaxPerName)) return;
        if (list is null) _entries.Add(key, list = []);
        var entry = new CacheEntry(record, _order++);
        entry.Renew(record, now, random);
        list.Add(entry);
        _count++;
        Revision++;
    }

    /// <summary>RFC 6762 §10.2; but an instance has one service and one text record, so there the new one replaces the old at once.</summary>
    private void Flush((int Link, DnsName Name, DnsType Type) key, DnsRecord record, TimeSpan now)
    {
        if (record.Data is not DnsData.Address)
        {
            Remove(key, entry => entry.Received < now && !entry.Record.IsSameAs(record));
            return;
        }
        foreach (var entry in Find(key.Link, key.Name, key.Type))
            if (entry.Received < now - TimeSpan.FromSeconds(1) && !entry.Record.IsSameAs(record)) entry.RunOut(now + TimeSpan.FromSeconds(1));
    }

    /// <summary>
    /// Time to live 0. RFC 6762 §10.1 waits a second, for other owners of a shared record; an instance has one owner, so it is gone at once.
    /// </summary>
    private DnsName? Forget(int link, DnsRecord record)
    {
        var instance = (record.Data as DnsData.Pointer)?.Target ?? (record.Data is DnsData.Service ? record.Name : null);
        if (!Remove((link, record.Name, record.Type), entry => entry.Record.IsSameAs(record)) || instance is null) return null;
        Remove((link, instance, DnsType.Srv), _ => true);
        Remove((link, instance, DnsType.Txt), _ => true);
        return instance;
    }

    private bool Remove((int, DnsName, DnsType) key, Predicate<CacheEntry> which)
    {
        if (!_entries.TryGetValue(key, out var list)) return false;
        var removed = list.RemoveAll(which);
        if (list.Count == 0) _entries.Remove(key);
        _count -= removed;
        if (removed > 0) Revision++;
        return removed > 0;
    }

    private void Remove(Func<(int Link, DnsName Name, DnsType Type), CacheEntry, bool> which)
    {
        foreach (var key in _entries.Keys.ToList()) Remove(key, entry => which(key, entry));
    }
}
