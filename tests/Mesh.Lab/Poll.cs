using System.Diagnostics;

namespace Mesh.Lab;

/// <summary>Waits for something that sends no signal of its own, under a deadline.</summary>
internal static class Poll
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(10);

    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> UntilAsync(string what, TimeSpan limit, Func<Task<bool>> happened, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        while (!await happened())
        {
            if (clock.Elapsed > limit) throw new LabException($"waited {limit.TotalSeconds:0.#} s in vain for: {what}");
            await Task.Delay(Between, cancel);
        }
        return clock.Elapsed;
    }

    public static Task<TimeSpan> UntilAsync(string what, TimeSpan limit, Func<bool> happened, CancellationToken cancel) =>
        UntilAsync(what, limit, () => Task.FromResult(happened()), cancel);
}
