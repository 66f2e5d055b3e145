namespace System.Threading.Tasks;

/// <summary><c>Task.WaitAsync</c>, which came with .NET 6. Every polyfill wears PolySharp's <c>Embedded</c>: each library has a copy of its own, which friend
/// assemblies (InternalsVisibleTo) would otherwise see as ambiguous.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal static class TaskPolyfills
{
    public static async Task WaitAsync(this Task task, CancellationToken cancel)
    {
        if (!task.IsCompleted && cancel.CanBeCanceled)
        {
            var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancel.Register(() => cancelled.TrySetResult(true)))
                if (await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false) != task) cancel.ThrowIfCancellationRequested();
        }

        await task.ConfigureAwait(false);
    }

    public static async Task WaitAsync(this Task task, TimeSpan patience)
    {
        using var enough = new CancellationTokenSource();
        if (await Task.WhenAny(task, Task.Delay(patience, enough.Token)).ConfigureAwait(false) != task) throw new TimeoutException();
        enough.Cancel();
        await task.ConfigureAwait(false);
    }

    public static async Task<T> WaitAsync<T>(this Task<T> task, CancellationToken cancel)
    {
        await ((Task)task).WaitAsync(cancel).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }
}
