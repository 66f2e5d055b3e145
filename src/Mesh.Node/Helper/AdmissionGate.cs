namespace Mesh.Node.Helper;

/// <summary>
/// Says how many jobs this node takes. Two stages: twice as many as there are slots may be under way (a source travels while another compiles),
/// and as many as there are slots may compile. Both come home by being disposed, whatever happens.
/// </summary>
internal sealed class AdmissionGate
{
    private readonly object _lock = new();
    private readonly SemaphoreSlim _compileSlots;
    private readonly Dictionary<string, int> _byClient = [];
    private readonly TimeProvider _time;
    private TaskCompletionSource<bool>? _emptied;
    private bool _closed;
    private int _running;
    private int _compiling;
    private double _usualMs = 1000; // until the first job tells better

    public AdmissionGate(int slots, TimeProvider time)
    {
        if (slots < 1) throw new ArgumentOutOfRangeException(nameof(slots), slots, "a helper has at least one slot");
        Slots = slots;
        _time = time;
        _compileSlots = new SemaphoreSlim(slots, slots);
    }

    /// <summary>Raised, outside the lock, when a job came, began to compile or went, and when the gate closed.</summary>
    public event Action? Changed;

    public int Slots { get; }

    /// <summary>Jobs accepted at once.</summary>
    public int Capacity => 2 * Slots;

    /// <summary>Jobs accepted and not yet done, compiling or not.</summary>
    public int Running
    {
        get { lock (_lock) return _running; }
    }

    public int Compiling
    {
        get { lock (_lock) return _compiling; }
    }

    /// <summary>Slots that no accepted job will want; none once the gate is closed.</summary>
    public int Free
    {
        get { lock (_lock) return _closed ? 0 : Math.Max(0, Slots - _running); }
    }

    public bool IsClosed
    {
        get { lock (_lock) return _closed; }
    }

    /// <summary>How long a full house is likely to stay full.</summary>
    public TimeSpan RetryAfter
    {
        get { lock (_lock) return TimeSpan.FromMilliseconds(Math.Min(Math.Max(_usualMs / Slots, 10), 10_000)); }
    }

    public int RunningOf(string client)
    {
        lock (_lock) return _byClient.TryGetValue(client, out var count) ? count : 0;
    }

    /// <summary>Null when the house is full or closed.</summary>
    public JobTicket? TryEnter(string client)
    {
        lock (_lock)
        {
            if (_closed || _running >= Capacity) return null;
            _running++;
            _byClient[client] = _byClient.TryGetValue(client, out var count) ? count + 1 : 1;
        }

        Changed?.Invoke();
        return new JobTicket(this, client);
    }

    public void StopAccepting()
    {
        lock (_lock) _closed = true;
        Changed?.Invoke();
    }

    /// <summary>Waits until no job is under way; false when that took longer than <paramref name="patience"/>.</summary>
    public async Task<bool> DrainAsync(TimeSpan patience)
    {
        Task emptied;
        lock (_lock)
        {
            if (_running == 0) return true;
            _emptied ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            emptied = _emptied.Task;
        }

        return await Task.WhenAny(emptied, Task.Delay(patience)).ConfigureAwait(false) == emptied;
    }

    /// <summary>Waits for a slot to compile in; first come, first served.</summary>
    public async Task<CompileSlot> TakeSlotAsync(CancellationToken cancel)
    {
        await _compileSlots.WaitAsync(cancel).ConfigureAwait(false);
        lock (_lock) _compiling++;
        Changed?.Invoke();
        return new CompileSlot(this, _time.GetTimestamp());
    }

    internal void GiveBack(long since)
    {
        lock (_lock)
        {
            _compiling--;
            Learn(_time.GetElapsedTime(since));
        }

        _compileSlots.Release();
        Changed?.Invoke();
    }

    internal void Leave(string client)
    {
        lock (_lock)
        {
            _running--;
            if (--_byClient[client] == 0) _byClient.Remove(client);
            if (_running == 0) _emptied?.TrySetResult(true);
        }

        Changed?.Invoke();
    }

    /// <summary>A moving average over about the last eight jobs.</summary>
    private void Learn(TimeSpan took) => _usualMs += (took.TotalMilliseconds - _usualMs) / 8;
}
