using System.Collections.Concurrent;
using Mesh.Compile.Targets;
using Mesh.Node.Facts;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>
/// Knows what the callers' compilers make under a job's options. Each is asked once, by a caller's hands, and never again, also after a restart; for each user
/// apart, since the answer is the word of that user's process. Calls that come while one is asking wait for its answer, but not long.
/// </summary>
/// <param name="patience">How long a call waits for another's hands; null for the usual time.</param>
internal sealed class CallerFacts(FactsShelf shelf, TimeProvider time, TimeSpan? patience = null)
{
    /// <summary>Answers kept, at about 100 KiB each; a build needs a handful. Others are read from the shelf again.</summary>
    private const int MostKept = 32;

    /// <summary>An answer takes milliseconds on a PC and a second on a Pi; hands that take longer have been stopped (Ctrl-Z), or their machine is in trouble.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly RecentlyUsed<string, CompilerFacts> _known = new(MostKept);

    /// <summary>Compilers that did not take the options: asked again soon, since one that lacked memory says the same.</summary>
    private readonly Pauses<string> _refused = new(time, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));

    private readonly ConcurrentDictionary<string, Task<CompilerFacts?>> _asking = new();

    /// <summary>Null when the compiler does not take these options: then it says so itself.</summary>
    public async Task<CompilerFacts?> FindAsync(HandsSession hands, Call call, Route.Away route)
    {
        var options = TargetOptions.Select(route.Plan.CompileOptions);
        var key = Key(hands, call, route, options);
        using var over = new CancellationTokenSource();
        Task? late = null;
        try
        {
            while (true)
            {
                if (_known.TryGet(key, out var known) || _refused.Holds(key))
                {
                    return known;
                }

                var mine = new TaskCompletionSource<CompilerFacts?>(TaskCreationOptions.RunContinuationsAsynchronously);
                var asking = late is { IsCompleted: true } ? _asking[key] = mine.Task : _asking.GetOrAdd(key, mine.Task);
                if (asking == mine.Task)
                {
                    return await AskForAllAsync(hands, call, route, options, key, mine).ConfigureAwait(false);
                }

                late ??= Task.Delay(patience ?? Patience, over.Token);
                await hands.WatchAsync(cancel => EitherAsync(asking, late, cancel)).ConfigureAwait(false);
                if (asking.Status == TaskStatus.RanToCompletion)
                {
                    return await asking.ConfigureAwait(false);
                }
            }
        }
        finally
        {
            over.Cancel(); // the timer
        }
    }

    private async Task<CompilerFacts?> AskForAllAsync(
        HandsSession hands, Call call, Route.Away route, IReadOnlyList<string> options, string key, TaskCompletionSource<CompilerFacts?> all)
    {
        var answered = false;
        CompilerFacts? facts = null;
        try
        {
            facts = await AskAsync(hands, call, route, options, key).ConfigureAwait(false);
            answered = true;
            Remember(key, facts);
            return facts;
        }
        finally
        {
            ((ICollection<KeyValuePair<string, Task<CompilerFacts?>>>)_asking).Remove(new(key, all.Task)); // unless another has taken over
            _ = answered ? all.TrySetResult(facts) : all.TrySetCanceled();
        }
    }

    private void Remember(string key, CompilerFacts? facts)
    {
        if (facts is null)
        {
            _refused.Failed(key);
        }
        else
        {
            _known.Keep(key, facts);
        }
    }

    private async Task<CompilerFacts?> AskAsync(HandsSession hands, Call call, Route.Away route, IReadOnlyList<string> options, string key)
    {
        var (compiler, language) = (route.Compiler, route.Plan.Language);
        var said = shelf.Find(key);
        if (said is null && await FactsQuestion.AskAsync(hands, call.Compiler, compiler.Family, language, options).ConfigureAwait(false) is { } answer)
        {
            shelf.Keep(key, answer.Macros, answer.Options);
            said = answer;
        }

        var source = new FactsSource(hands.User, $"{call.Identity.Size} {call.Identity.ModifiedNanoseconds}");
        return said is { } facts ? CompilerFacts.Of(compiler, language, options, key, source, facts.Macros, facts.Options) : null;
    }

    private static async Task<bool> EitherAsync(Task asking, Task late, CancellationToken cancel)
    {
        await Task.WhenAny(asking, late, Task.Delay(Timeout.Infinite, cancel)).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        return true;
    }

    private static string Key(HandsSession hands, Call call, Route.Away route, IReadOnlyList<string> options) => string.Join(
        "\0", [$"user {hands.User}", call.Compiler, call.RealCompiler, call.Identity.ToString(), .. FactQuestions.All(route.Compiler.Family, route.Plan.Language, options)]);
}
