using System.Net;

namespace Mesh.Node.Membership;

/// <summary>What came of dialling each address: who answers there, and how long one where nobody does is left alone.</summary>
/// <remarks>Times are of one clock that nobody sets.</remarks>
internal sealed class DialHistory
{
    /// <summary>Addresses remembered; beyond that those whose pause is over are forgotten, and then all. Anybody can advertise many.</summary>
    private const int Most = 4096;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);

    /// <summary>An address that is only advertised may be behind a firewall, or of another version, for as long as it is there.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>A peer that the configuration names is wanted, and may have no other way to be found.</summary>
    private static readonly TimeSpan LongestPauseIfWanted = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private readonly Dictionary<IPEndPoint, Entry> _entries = [];

    /// <summary>Whether it is too early to dial it again.</summary>
    public bool Holds(IPEndPoint address, TimeSpan now)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(address, out var entry) && now < entry.Until;
        }
    }

    /// <summary>The node that answered there last; null where the last attempt failed.</summary>
    public string? OwnerOf(IPEndPoint address)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(address, out var entry) ? entry.Owner : null;
        }
    }

    /// <summary>Doubles the pause. True for a reason that is not the last one's, and so worth a line in the log.</summary>
    public bool Failed(IPEndPoint address, string reason, bool isWanted, TimeSpan now)
    {
        lock (_gate)
        {
            MakeRoom(now);
            var before = _entries.TryGetValue(address, out var known) ? known : new Entry(null, "", TimeSpan.Zero, TimeSpan.Zero);
            var after = before with { Owner = null, Reason = reason };
            if (now >= before.Until) // one that was under way when the pause began does not make it longer
            {
                var longest = isWanted ? LongestPauseIfWanted : LongestPause;
                var pause = before.Pause == TimeSpan.Zero ? FirstPause : before.Pause + before.Pause;
                pause = pause < longest ? pause : longest;
                after = after with { Pause = pause, Until = now + pause };
            }

            _entries[address] = after;
            return reason != before.Reason;
        }
    }

    /// <summary>A node answered. It may still hang up at once: see <see cref="Stood"/>.</summary>
    public void Answered(IPEndPoint address, string owner, TimeSpan now)
    {
        lock (_gate)
        {
            MakeRoom(now);
            _entries[address] = (_entries.TryGetValue(address, out var known) ? known : new Entry(null, "", TimeSpan.Zero, TimeSpan.Zero)) with { Owner = owner };
        }
    }

    /// <summary>The connection stood for a while: what failed before counts no more.</summary>
    public void Stood(IPEndPoint address)
    {
        lock (_gate)
        {
            _entries.Remove(address);
        }
    }

    /// <summary>There is news of the address: it is dialled at once, with the shortest pause to follow.</summary>
    public void Refresh(IPEndPoint address)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(address, out var known))
            {
                _entries[address] = known with { Pause = TimeSpan.Zero, Until = TimeSpan.Zero };
            }
        }
    }

    private void MakeRoom(TimeSpan now)
    {
        if (_entries.Count < Most)
        {
            return;
        }

        var over = _entries.Where(pair => pair.Value.Until <= now && pair.Value.Owner is null).Select(pair => pair.Key).ToList();
        foreach (var address in over.Count > 0 ? over : [.. _entries.Keys])
        {
            _entries.Remove(address);
        }
    }

    /// <param name="Owner">The node that answered last.</param>
    /// <param name="Reason">Why the last attempt failed.</param>
    /// <param name="Pause">The length of the last pause.</param>
    /// <param name="Until">When it is over.</param>
    private sealed record Entry(string? Owner, string Reason, TimeSpan Pause, TimeSpan Until);
}
