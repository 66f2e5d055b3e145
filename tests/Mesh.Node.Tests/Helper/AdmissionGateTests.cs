using Mesh.Node.Helper;

namespace Mesh.Node.Tests.Helper;

public sealed class AdmissionGateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Twice_as_many_as_slots_may_enter()
    {
        var gate = new AdmissionGate(2, TimeProvider.System);

        var tickets = Enumerable.Range(0, 4).Select(_ => gate.TryEnter("a")).ToList();

        Assert.DoesNotContain(null, tickets);
        Assert.Null(gate.TryEnter("a"));
        Assert.Equal((4, 0, 0), (gate.Running, gate.Compiling, gate.Free));
        tickets[0]!.Dispose();
        tickets[0]!.Dispose();
        Assert.Equal(3, gate.Running);
        Assert.NotNull(gate.TryEnter("b"));
        Assert.Equal((3, 1), (gate.RunningOf("a"), gate.RunningOf("b")));
    }

    [Fact]
    public async Task Slots_are_taken_in_turn_and_a_waiter_may_give_up()
    {
        var gate = new AdmissionGate(1, TimeProvider.System);
        using var wish = new CancellationTokenSource();
        var first = await gate.TakeSlotAsync(Cancel);
        var second = gate.TakeSlotAsync(wish.Token);
        var third = gate.TakeSlotAsync(Cancel);

        Assert.False(second.IsCompleted || third.IsCompleted);
        await wish.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        first.Dispose();
        first.Dispose();
        using var slot = await third;
        Assert.Equal(1, gate.Compiling);
    }

    [Fact]
    public async Task A_closed_gate_lets_nobody_in_and_drains()
    {
        var gate = new AdmissionGate(1, TimeProvider.System);
        var ticket = gate.TryEnter("a")!;
        Assert.Equal(0, gate.Free);

        gate.StopAccepting();

        Assert.Null(gate.TryEnter("a"));
        Assert.False(await gate.DrainAsync(TimeSpan.FromMilliseconds(1)));
        var drained = gate.DrainAsync(TimeSpan.FromSeconds(30));
        ticket.Dispose();
        Assert.True(await drained);
        Assert.Equal(0, gate.Free);
    }

    [Fact]
    public async Task Every_change_is_told()
    {
        var gate = new AdmissionGate(1, TimeProvider.System);
        var seen = new List<(int Running, int Compiling, int Free)>();
        gate.Changed += () => seen.Add((gate.Running, gate.Compiling, gate.Free));

        var ticket = gate.TryEnter("a")!;
        var slot = await gate.TakeSlotAsync(Cancel);
        slot.Dispose();
        ticket.Dispose();

        Assert.Equal([(1, 0, 0), (1, 1, 0), (1, 0, 0), (0, 0, 1)], seen);
    }

    [Fact]
    public async Task Nothing_is_lost_when_everybody_comes_at_once()
    {
        var gate = new AdmissionGate(3, TimeProvider.System);
        var most = 0;
        var now = 0;
        await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(
            async () =>
            {
                for (var turn = 0; turn < 50; turn++)
                {
                    using var ticket = gate.TryEnter($"{number % 5}");
                    if (ticket is null) continue;
                    using var slot = await gate.TakeSlotAsync(Cancel);
                    var compiling = Interlocked.Increment(ref now);
                    InterlockedMax(ref most, compiling);
                    await Task.Yield();
                    Interlocked.Decrement(ref now);
                }
            },
            Cancel)));

        Assert.InRange(most, 1, 3);
        Assert.Equal((0, 0, 3), (gate.Running, gate.Compiling, gate.Free));
        Assert.Equal(0, gate.RunningOf("0"));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
