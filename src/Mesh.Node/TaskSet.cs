namespace Mesh.Node;

/// <summary>Tasks that were started and are awaited at the end, whatever finished meanwhile forgotten.</summary>
internal sealed class TaskSet
{
    private readonly object _gate = new();
    private readonly HashSet<Task> _running = [];

    public void Add(Task task)
    {
        lock (_gate)
        {
            _running.RemoveWhere(static known => known.IsCompleted && !known.IsFaulted);
            _running.Add(task);
        }
    }

    /// <summary>Waits for all; throws what the first failed one threw.</summary>
    public async Task WhenAllAsync()
    {
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).ConfigureAwait(false);
    }
}
