namespace Mesh.Node.Dispatch;

/// <summary>Remembers what failed a moment ago and is not worth trying again yet: each failure in a row doubles the pause.</summary>
/// <param name="first">After the first failure.</param>
/// <param name="longest">No pause is longer.</param>
internal sealed class Pauses<TKey>(TimeProvider time, TimeSpan first, TimeSpan longest)
    where TKey : notnull
{
    /// <summary>Failures remembered; beyond that those whose pause is over are forgotten, and then all.</summary>
    private const int Most = 256;

    private readonly object _gate = new();
    private readonly Dictionary<TKey, Pause> _pauses = [];

    public bool Holds(TKey key)
    {
        lock (_gate)
        {
            return _pauses.TryGetValue(key, out var pause) && time.GetUtcNow() < pause.Until;
        }
    }

    public void Failed(TKey key)
    {
        lock (_gate)
        {
            MakeRoom();
            var length = _pauses.TryGetValue(key, out var before) ? TimeSpan.FromTicks(Math.Min(2 * before.Length.Ticks, longest.Ticks)) : first;
            _pauses[key] = new Pause(length, time.GetUtcNow() + length);
        }
    }

    public void Worked(TKey key)
    {
        lock (_gate)
        {
            _pauses.Remove(key);
        }
    }

    private void MakeRoom()
    {
        if (_pauses.Count < Most)
        {
            return;
        }

        var now = time.GetUtcNow();
        var over = _pauses.Where(pair => pair.Value.Until <= now).Select(pair => pair.Key).ToList();
        foreach (var key in over.Count > 0 ? over : [.. _pauses.Keys])
        {
            _pauses.Remove(key);
        }
    }

    private sealed record Pause(TimeSpan Length, DateTimeOffset Until);
}
