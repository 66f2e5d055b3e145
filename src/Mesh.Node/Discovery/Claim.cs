namespace Mesh.Node.Discovery;

/// <summary>The way to a name on one link: three probes 250 ms apart, two announcements 1 s apart (RFC 6762 §8).</summary>
internal sealed class Claim
{
    private const int Probes = 3;
    private const int Announcements = 2;
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AnnounceInterval = TimeSpan.FromSeconds(1);

    private readonly Random _random;
    private int _sent;

    public Claim(Random random, TimeSpan now)
    {
        _random = random;
        Start(now, TimeSpan.Zero);
    }

    public ClaimPhase Phase { get; private set; }

    public TimeSpan NextDue { get; private set; }

    /// <summary>Somebody may have heard of us under this name.</summary>
    public bool IsKnown => Phase != ClaimPhase.Probing || _sent > 0;

    /// <summary>From the first probe, after a random pause so that machines switched on together do not speak together.</summary>
    public void Start(TimeSpan now, TimeSpan pause)
    {
        (Phase, _sent) = (ClaimPhase.Probing, 0);
        NextDue = now + pause + _random.Between(0, 250);
    }

    /// <summary>A simultaneous probe was stronger: it will have defended its name when we ask again (RFC 6762 §8.2).</summary>
    public void Defer(TimeSpan now)
    {
        (Phase, _sent) = (ClaimPhase.Probing, 0);
        NextDue = now + TimeSpan.FromSeconds(1);
    }

    /// <summary>The addresses behind the name changed; the name itself is not in doubt.</summary>
    public void AnnounceAgain(TimeSpan now)
    {
        if (Phase == ClaimPhase.Probing) return;
        (Phase, _sent, NextDue) = (ClaimPhase.Announcing, 0, now);
    }

    public ClaimStep Advance(TimeSpan now)
    {
        if (now < NextDue) return ClaimStep.None;
        if (Phase == ClaimPhase.Probing)
        {
            if (_sent < Probes)
            {
                _sent++;
                NextDue = now + ProbeInterval;
                return ClaimStep.Probe;
            }
            (Phase, _sent) = (ClaimPhase.Announcing, 0);
        }
        _sent++;
        var isLast = _sent == Announcements;
        if (isLast) Phase = ClaimPhase.Held;
        NextDue = isLast ? TimeSpan.MaxValue : now + AnnounceInterval;
        return ClaimStep.Announce;
    }
}
