using Mesh.Wire.Dns;

namespace Mesh.Node.Discovery;

/// <summary>One record heard from others: when it runs out, and when to ask whether it still holds.</summary>
internal sealed class CacheEntry(DnsRecord record, int order)
{
    // RFC 6762 §5.2: ask at 80, 85, 90 and 95 % of the life, each plus up to 2 % so that not everybody asks at once.
    private static readonly double[] RefreshAt = [0.80, 0.85, 0.90, 0.95];

    // The longest that RFC 6762 §10 knows; nobody makes us remember for longer.
    private const uint MaxTtl = 4500;

    private int _refreshes;
    private TimeSpan _life;

    public DnsRecord Record { get; private set; } = record;

    /// <summary>Of its first hearing among all entries: the later of two texts is the true one.</summary>
    public int Order { get; } = order;

    public TimeSpan Received { get; private set; }

    public TimeSpan Expires { get; private set; }

    public TimeSpan NextRefresh { get; private set; }

    public TimeSpan NextDue => NextRefresh < Expires ? NextRefresh : Expires;

    public void Renew(DnsRecord record, TimeSpan now, Random random)
    {
        Record = record;
        (Received, _life, _refreshes) = (now, TimeSpan.FromSeconds(Math.Min(record.TtlSeconds, MaxTtl)), 0);
        Expires = now + _life;
        PlanRefresh(random);
    }

    /// <summary>True once for each of the four times to ask.</summary>
    public bool TakeRefresh(TimeSpan now, Random random)
    {
        if (now < NextRefresh) return false;
        _refreshes++;
        PlanRefresh(random);
        return true;
    }

    /// <summary>Others say it is no longer so, but get a second to object (RFC 6762 §10.2).</summary>
    public void RunOut(TimeSpan at)
    {
        if (at < Expires) (Expires, NextRefresh) = (at, TimeSpan.MaxValue);
    }

    public bool HasHalfItsLife(TimeSpan now) => (Expires - now).Ticks * 2 > _life.Ticks;

    public uint SecondsLeft(TimeSpan now) => (uint)Math.Max(0, (Expires - now).TotalSeconds);

    private void PlanRefresh(Random random) => NextRefresh = _refreshes < RefreshAt.Length
        ? Received + TimeSpan.FromTicks((long)(_life.Ticks * (RefreshAt[_refreshes] + (random.NextDouble() * 0.02))))
        : TimeSpan.MaxValue;
}
