using Mesh.Node.Dispatch;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Node.Tests.Dispatch;

public sealed class HandsSessionTests : IDisposable
{
    private readonly HandsConnection _hands;
    private readonly HandsSession _session;
    private readonly CancellationTokenSource _stop = new();

    public HandsSessionTests()
    {
        var (brain, hands) = DuplexStream.Pair();
        _hands = new HandsConnection(hands);
        _session = new HandsSession(new HandsConnection(brain), user: 1000, _stop.Token);
    }

    public void Dispose()
    {
        _session.Dispose();
        _hands.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task What_work_yields_after_the_hands_have_gone_is_given_back()
    {
        var slot = new Slot();
        var yields = new TaskCompletionSource<Slot>();
        var watching = _session.WatchAsync(_ => yields.Task);
        Assert.False(watching.IsCompleted);

        _hands.Dispose();
        yields.SetResult(slot); // before anybody could have told the work to stop

        try
        {
            Assert.Same(slot, await watching); // the work won the race: the caller owns the slot
        }
        catch (HandsGoneException)
        {
            Assert.True(slot.IsFree);
        }
    }

    [Fact]
    public async Task Work_that_hears_of_its_end_too_late_gives_back_what_it_got()
    {
        var slot = new Slot();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watching = _session.WatchAsync(async cancel =>
        {
            using var told = cancel.Register(() => cancelled.SetResult());
            await cancelled.Task; // the wish to stop comes, and the slot all the same
            return slot;
        });
        _hands.Dispose();
        await Assert.ThrowsAsync<HandsGoneException>(() => watching);
        Assert.True(slot.IsFree);
    }

    [Fact]
    public async Task Hands_that_have_to_wait_are_told_that_the_node_is_alive()
    {
        var watching = _session.WatchAsync(async cancel =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return new Slot();
        });
        Assert.IsType<Wait>(await _hands.ReadAsync(TestContext.Current.CancellationToken));
        _hands.Dispose();
        await Assert.ThrowsAsync<HandsGoneException>(() => watching);
    }

    [Fact]
    public async Task Hands_are_greeted_before_their_call_is_looked_at()
    {
        await _session.GreetAsync();
        Assert.IsType<Wait>(await _hands.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Work_that_is_done_at_once_is_no_wait()
    {
        Assert.Equal(3, await _session.WatchAsync(_ => Task.FromResult(3)));
        await _session.SendAsync(new Exit(0));
        Assert.IsType<Exit>(await _hands.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_node_that_leaves_ends_the_wait()
    {
        var watching = _session.WatchAsync(async cancel =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return new Slot();
        });
        _stop.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private sealed class Slot : IDisposable
    {
        public bool IsFree { get; private set; }

        public void Dispose() => IsFree = true;
    }
}
