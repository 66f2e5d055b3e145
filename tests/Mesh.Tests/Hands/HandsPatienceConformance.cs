using System.Diagnostics;
using Mesh.Hands;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Tests.Hands;

/// <summary>
/// docs/HANDS.md where a node, the hands or a child is slow or frozen. Time itself is what these tests are about, so they
/// let it pass; more of it than they ask for changes no result.
/// </summary>
public abstract class HandsPatienceConformance : HandsSuite
{
    private const int Stop = 19;     // SIGSTOP, SIGCONT
    private const int Continue = 18;

    /// <summary>Longer than the hands wait for a dead child's pipe.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(1.5);

    [Theory]
    [InlineData(512 * 1024)]     // the pipe of hands.c holds it all
    [InlineData(270 * 1024 / 32 * 32)]     // the twin's pipe, its pump and the socket do
    public async Task A_slow_node_gets_all_that_an_ended_child_wrote(int bytes)
    {
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Run(1, ["", "fill", $"{bytes}", "last words"], []));
            var (stdout, stderr, ended) = await talk.HearRunAsync(1, LongPause, LongPause, LongPause);
            AssertFlood(stdout, bytes);
            Assert.Equal(("last words", 0u), (stderr, ended.Code));
            await talk.SayAsync(new Run(2, ["", "say", "alone"], []));
            Assert.Equal("alone", (await talk.HearRunAsync(2)).Out);
            await talk.SayAsync(new Exit(0));
        });
        Assert.Equal(0, (await Kit.CallAsync("x")).Code);
        await brain.FinishAsync();
    }

    [Fact]
    public async Task A_killed_run_ends_although_a_grandchild_prints_for_ever()
    {
        var pidFile = Kit.InWork("pid");
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Run(1, ["/bin/sh", "-c", $"printf 'y\\ny\\n'; trap '' TERM; yes & echo $$ > '{pidFile}'"], []));
            var child = (await PidsAsync(pidFile, 1))[0];
            await Eventually.HoldsAsync(() => IsGone(child), talk.Stop);
            await talk.SayAsync(new Kill(1));
            Assert.StartsWith("y\ny\n", (await talk.HearRunAsync(1)).Out);
            await talk.SayAsync(new Exit(0));
        });
        Assert.Equal(0, (await Kit.CallAsync("x")).Code);
        await brain.FinishAsync();
    }

    [Fact]
    public async Task A_node_that_promised_to_speak_and_fell_silent_is_left()
    {
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Wait(1), new Err("remote"u8.ToArray()));
            await talk.HearEndAsync();
        });
        var end = await Kit.CallAsync("compile", "x.o");
        Assert.Equal(new HandsEnd(0, 0, "", "local warning\n"), end);
    }

    [Fact]
    public async Task A_node_that_keeps_its_promise_is_waited_for()
    {
        using var brain = Kit.Brain(async talk =>
        {
            for (var i = 0; i < 20; i++)
            {
                await talk.SayAsync(new Wait(3)); // 4 s in all: longer than one promise, which is long enough for a busy machine to keep
                await Task.Delay(200, talk.Stop);
            }

            await talk.SayAsync(new Exit(8));
        });
        Assert.Equal(8, (await Kit.CallAsync("x")).Code);
    }

    [Fact]
    public async Task A_node_that_never_answers_is_left_within_seconds()
    {
        using var brain = Kit.Brain(async talk => await talk.HearEndAsync());
        var watch = Stopwatch.StartNew();
        Assert.Equal(new HandsEnd(0, 0, "", "local warning\n"), await Kit.CallAsync("compile", "x.o"));
        Assert.InRange(watch.Elapsed.TotalSeconds, 4, 19);
    }

    [Fact]
    public async Task A_node_that_falls_silent_while_a_child_runs_is_left_when_that_has_ended()
    {
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Wait(1), new Run(1, ["sleep", "0.3"], []));
            await talk.HearRunAsync(1);
            await talk.HearEndAsync();
        });
        Assert.Equal(new HandsEnd(0, 0, "", "local warning\n"), await Kit.CallAsync("compile", "x.o"));
        await brain.FinishAsync();
    }

    [Fact]
    public async Task A_node_that_takes_no_byte_is_left_although_a_child_runs()
    {
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Run(1, ["", "flood", "4000000"], []));
            await Task.Delay(Timeout.Infinite, talk.Stop);
        });
        Assert.Equal(new HandsEnd(0, 0, "", "local warning\n"), await Kit.CallAsync("compile", "x.o"));
    }

    [Fact]
    public async Task What_the_node_said_while_the_hands_were_stopped_counts()
    {
        var started = new TaskCompletionSource<RunningHands>();
        using var brain = Kit.Brain(async talk =>
        {
            var hands = await started.Task.WaitAsync(talk.Stop);
            hands.Kill(Stop);
            await talk.SayAsync(new Wait(30));
            await Task.Delay(TimeSpan.FromSeconds(6), talk.Stop);     // more than the first answer may take
            await talk.SayAsync(new Exit(8));
            hands.Kill(Continue);
        });
        var call = Kit.Start("x");
        started.SetResult(call);
        Assert.Equal(8, (await call.EndAsync(Cancel)).Code);
    }
}
