using Mesh.Node.Dispatch;

namespace Mesh.Node.Tests.Dispatch;

public sealed class AwaitedTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jobs_go_on_when_the_work_is_done()
    {
        var work = new TaskCompletionSource();
        var waiting = Awaited.UntilAsync([Awaited.Start(() => work.Task, Long)], () => false, Cancel);
        Assert.False(waiting.IsCompleted);

        work.SetResult();

        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task One_end_that_is_enough_makes_the_rest_needless()
    {
        var work = new TaskCompletionSource();
        var waiting = Awaited.UntilAsync([Awaited.Start(() => work.Task, Long), Awaited.Start(() => new TaskCompletionSource().Task, Long)], () => work.Task.IsCompleted, Cancel);

        work.SetResult();

        await waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task Patience_is_counted_from_the_start_of_the_work()
    {
        var slow = Awaited.Start(() => new TaskCompletionSource().Task, TimeSpan.FromMilliseconds(50));
        await Awaited.UntilAsync([slow], () => false, Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.True(Awaited.UntilAsync([slow], () => false, Cancel).IsCompletedSuccessfully); // a later job does not wait again
    }

    [Fact]
    public async Task A_job_that_is_cancelled_stops_waiting()
    {
        using var gone = new CancellationTokenSource();
        var waiting = Awaited.UntilAsync([Awaited.Start(() => new TaskCompletionSource().Task, Long)], () => false, gone.Token);

        gone.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
    }
}
