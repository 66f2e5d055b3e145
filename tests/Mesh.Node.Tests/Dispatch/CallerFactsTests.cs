using Mesh.Node.Dispatch;
using Mesh.Node.Facts;
using Mesh.Testing;

namespace Mesh.Node.Tests.Dispatch;

public sealed class CallerFactsTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly TempDirectory _directory = new();
    private readonly CallerFacts _facts;

    public CallerFactsTests() => _facts = New(patience: TimeSpan.FromMilliseconds(100));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_compiler_is_asked_once()
    {
        using var first = new SomeCaller(1000);
        using var second = new SomeCaller(1000);

        await AskAndAnswerAsync(_facts, first, "A");

        Assert.True((await FindAsync(_facts, second))!.Facts.Defines("A"));
    }

    [Fact]
    public async Task An_answer_outlives_the_node()
    {
        using var first = new SomeCaller(1000);
        using var second = new SomeCaller(1000);

        await AskAndAnswerAsync(_facts, first, "A");

        Assert.True((await FindAsync(New(), second))!.Facts.Defines("A"));
    }

    [Fact]
    public async Task What_one_users_process_says_is_nothing_to_another()
    {
        using var liar = new SomeCaller(1000);
        using var honest = new SomeCaller(1001);

        var lie = await AskAndAnswerAsync(_facts, liar, "LIE");
        var told = await AskAndAnswerAsync(_facts, honest, "TRUTH");
        using var later = new SomeCaller(1001);
        var shelved = await FindAsync(New(), later);

        Assert.True(told!.Facts.Defines("TRUTH"));
        Assert.True(shelved!.Facts.Defines("TRUTH"));
        Assert.NotEqual(lie!.Key, told.Key);
        Assert.NotEqual(lie.Identity, told.Identity); // nor how its compiler compared with a peer's
    }

    [Fact]
    public async Task A_call_that_comes_meanwhile_waits_for_the_answer()
    {
        var facts = New(patience: Deadline);
        using var first = new SomeCaller(1000);
        using var second = new SomeCaller(1000);
        var asking = FindAsync(facts, first);
        var waiting = FindAsync(facts, second);

        await first.AnswerAsync("A").WaitAsync(Deadline, Cancel);

        Assert.Same(await asking, await waiting);
        Assert.Equal(0, second.Runs);
    }

    [Fact]
    public async Task Hands_that_were_stopped_do_not_stop_others()
    {
        using var stopped = new SomeCaller(1000);
        using var next = new SomeCaller(1000);
        using var afterwards = new SomeCaller(1000);
        _ = FindAsync(_facts, stopped);
        await stopped.HangAsync().WaitAsync(Deadline, Cancel);

        var found = await AskAndAnswerAsync(_facts, next, "A");

        Assert.True(found!.Facts.Defines("A"));
        Assert.Same(found, await FindAsync(_facts, afterwards));
        stopped.Go();
    }

    [Fact]
    public async Task A_call_whose_asker_goes_away_asks_itself()
    {
        var facts = New(patience: Deadline);
        using var first = new SomeCaller(1000);
        using var second = new SomeCaller(1000);
        var asking = FindAsync(facts, first);
        await first.HangAsync().WaitAsync(Deadline, Cancel);
        var waiting = FindAsync(facts, second);

        first.Go();
        await second.AnswerAsync("A").WaitAsync(Deadline, Cancel);

        await Assert.ThrowsAsync<HandsGoneException>(() => asking);
        Assert.True((await waiting)!.Facts.Defines("A"));
    }

    [Fact]
    public async Task Options_that_are_not_taken_are_not_tried_again_at_once()
    {
        using var first = new SomeCaller(1000);
        using var second = new SomeCaller(1000);
        var asking = FindAsync(_facts, first);
        await first.AnswerAsync("A", code: 1).WaitAsync(Deadline, Cancel);

        Assert.Null(await asking);
        Assert.Null(await FindAsync(_facts, second));
        Assert.Equal(0, second.Runs);
    }

    private static async Task<CompilerFacts?> AskAndAnswerAsync(CallerFacts facts, SomeCaller caller, string macro)
    {
        var asking = FindAsync(facts, caller);
        await caller.AnswerAsync(macro).WaitAsync(Deadline, Cancel);
        return await asking;
    }

    private static Task<CompilerFacts?> FindAsync(CallerFacts facts, SomeCaller caller) =>
        facts.FindAsync(caller.Session, caller.Call, caller.Route).WaitAsync(Deadline, Cancel);

    private CallerFacts New(TimeSpan? patience = null) => new(new FactsShelf(_directory.File("facts")), TimeProvider.System, patience);
}
