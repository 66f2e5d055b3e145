using Mesh.Node.Dispatch;

namespace Mesh.Node.Tests.Dispatch;

public sealed class SlotGateTests
{
    private readonly SlotGate _gate = new(slots: 2);

    [Fact]
    public async Task Slots_are_given_in_the_order_they_were_asked_for()
    {
        var (first, _) = (await Enter(), await Enter());
        var (third, fourth) = (Enter(), Enter());
        Assert.False(third.IsCompleted || fourth.IsCompleted);

        first.Dispose();
        first.Dispose(); // twice gives nothing twice

        await Soon(third);
        Assert.False(fourth.IsCompleted);
    }

    [Fact]
    public async Task When_none_comes_home_one_more_is_lent_and_handed_on()
    {
        await Enter();
        await Enter();
        var (third, fourth) = (Enter(), Enter());

        _gate.Lend();
        var lent = await Soon(third);
        Assert.False(fourth.IsCompleted);

        lent.Dispose();
        await Soon(fourth); // without another wait
    }

    [Fact]
    public async Task A_lent_slot_is_taken_back_when_one_that_stood_still_comes_home()
    {
        var (first, second) = (await Enter(), await Enter());
        var third = Enter();
        _gate.Lend();
        var lent = await Soon(third);
        var fourth = Enter();

        first.Dispose();
        Assert.False(fourth.IsCompleted); // two are held, as many as there are

        second.Dispose();
        await Soon(fourth);
        lent.Dispose();
    }

    [Fact]
    public async Task Nothing_is_lent_where_nobody_waits()
    {
        _gate.Lend();
        await Enter();
        await Enter();
        Assert.False(Enter().IsCompleted);
    }

    [Fact]
    public async Task Who_waits_no_more_leaves_the_queue()
    {
        using var cancel = new CancellationTokenSource();
        var (first, _) = (await Enter(), await Enter());
        var cancelled = _gate.EnterAsync(cancel.Token);
        var next = Enter();

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Soon(cancelled));
        first.Dispose();
        await Soon(next);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(2, 10)]
    [InlineData(10, 30)]
    [InlineData(3600, 60)]
    public void Patience_grows_with_the_work_within_bounds(double usualSeconds, double patience) =>
        Assert.Equal(patience, SlotGate.Patience(usualSeconds).TotalSeconds);

    private Task<SlotLease> Enter() => _gate.EnterAsync(TestContext.Current.CancellationToken);

    private static Task<SlotLease> Soon(Task<SlotLease> lease) => lease.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
}
