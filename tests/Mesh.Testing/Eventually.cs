namespace Mesh.Testing;

/// <summary>Waits, under a deadline, for what no event announces (the state of another process).</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static Task HoldsAsync(Func<bool> condition, CancellationToken cancel) => HoldsAsync(() => Task.FromResult(condition()), cancel);

    public static async Task HoldsAsync(Func<Task<bool>> condition, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Deadline);
        while (!await condition()) await Task.Delay(TimeSpan.FromMilliseconds(10), limit.Token);
    }
}
