namespace Mesh.Lab;

/// <summary>The lines that a process has printed so far; somebody may wait for one.</summary>
internal sealed class LineLog
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _changed = NewSignal();
    private bool _closed;

    public string Text
    {
        get { lock (_lock) return string.Join('\n', _lines); }
    }

    public async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line) Change(() => _lines.Add(line));
        Change(() => _closed = true);
    }

    /// <returns>The first line that fits, or null when the output ended without one.</returns>
    public async Task<string?> WaitForAsync(Func<string, bool> fits, CancellationToken cancel)
    {
        for (var seen = 0; ;)
        {
            Task changed;
            lock (_lock)
            {
                for (; seen < _lines.Count; seen++)
                {
                    if (fits(_lines[seen])) return _lines[seen];
                }
                if (_closed) return null;
                changed = _changed.Task;
            }
            await changed.WaitAsync(cancel);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource before;
        lock (_lock)
        {
            change();
            before = _changed;
            _changed = NewSignal();
        }
        before.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
