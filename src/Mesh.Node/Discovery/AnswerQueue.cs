using System.Net;

namespace Mesh.Node.Discovery;

/// <summary>The answers that one link waits for, and when each was last multicast there.</summary>
internal sealed class AnswerQueue
{
    // What is due this soon travels with what is due now (RFC 6762 §6.4).
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(60);

    private readonly TimeSpan?[] _due = new TimeSpan?[OwnRecords.Kinds.Count];
    private readonly TimeSpan?[] _sent = new TimeSpan?[OwnRecords.Kinds.Count];
    private readonly IPAddress?[] _soleAsker = new IPAddress?[OwnRecords.Kinds.Count];

    public TimeSpan NextDue => _due.Min() ?? TimeSpan.MaxValue;

    /// <param name="kind">What to send.</param>
    /// <param name="due">When, at the earliest.</param>
    /// <param name="gap">From the last time it was multicast: 1 s, or 250 ms in defence of a name (RFC 6762 §6).</param>
    /// <param name="asker">Who may still withdraw the question by further known answers (RFC 6762 §7.2).</param>
    public void Add(OwnKind kind, TimeSpan due, TimeSpan gap, IPAddress? asker = null)
    {
        var i = (int)kind;
        if (_sent[i] is { } sent && sent + gap > due) due = sent + gap;
        _soleAsker[i] = _due[i] is null || (asker is not null && asker.Equals(_soleAsker[i])) ? asker : null;
        _due[i] = _due[i] is { } earlier && earlier < due ? earlier : due;
    }

    /// <summary>The asker's next message says that it knows this already.</summary>
    public void Withdraw(OwnKind kind, IPAddress asker)
    {
        if (asker.Equals(_soleAsker[(int)kind])) Drop(kind);
    }

    public void Drop(OwnKind kind) => (_due[(int)kind], _soleAsker[(int)kind]) = (null, null);

    public void Sent(OwnKind kind, TimeSpan now) => _sent[(int)kind] = now;

    public List<OwnKind> TakeDue(TimeSpan now)
    {
        var taken = new List<OwnKind>();
        if (now < NextDue) return taken;
        foreach (var kind in OwnRecords.Kinds)
        {
            if (_due[(int)kind] is not { } due || due > now + Together) continue;
            taken.Add(kind);
            Drop(kind);
            Sent(kind, now);
        }
        return taken;
    }
}
