namespace Mesh.Node.Dispatch;

/// <summary>
/// Something that is found out once, in the background, and that jobs wait for, but not long. The patience is counted from its start, not from each job's: what
/// is slow delays the jobs of its first moments, not a whole build.
/// </summary>
internal sealed class Awaited
{
    private readonly Task _late;

    private Awaited(Task work, TimeSpan patience) => (Work, _late) = (work, Task.Delay(patience));

    private Task Work { get; }

    public static Awaited Start(Func<Task> work, TimeSpan patience) => new(Task.Run(work), patience);

    /// <summary>Returns when all have ended or taken too long, or as soon as one end has made the rest needless.</summary>
    public static async Task UntilAsync(IEnumerable<Awaited> all, Func<bool> isEnough, CancellationToken cancel)
    {
        var open = all.Where(one => !one.Work.IsCompleted && !one._late.IsCompleted).Select(one => Task.WhenAny(one.Work, one._late)).ToList();
        var cancelled = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancel.Register(() => cancelled.TrySetCanceled(cancel));
        while (open.Count > 0 && !isEnough())
        {
            var first = await Task.WhenAny([.. open, cancelled.Task]).ConfigureAwait(false);
            cancel.ThrowIfCancellationRequested();
            open.Remove(first);
        }
    }
}
