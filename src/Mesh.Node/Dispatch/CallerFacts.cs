using System.Collections.Concurrent;
using System.Text;
using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Node.Facts;
using Mesh.Wire;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>
/// Has the caller's compiler asked, by the caller's hands, what it makes under a job's options: twice per compiler and set of options, then
/// never again, also after a restart. Calls that come while one is asking wait for its answer.
/// </summary>
internal sealed class CallerFacts(FactsShelf shelf)
{
    /// <summary>Answers kept, at about 100 KiB each; a build needs a handful. Beyond that all are forgotten.</summary>
    private const int MostKept = 256;

    private static readonly string[] PlainLanguage = ["LC_ALL=C"];

    private readonly ConcurrentDictionary<string, Task<CompilerFacts?>> _known = new();

    /// <summary>Null when the compiler does not take these options: then it says so itself.</summary>
    public async Task<CompilerFacts?> AskAsync(HandsSession hands, Call call, Route.Away route)
    {
        var options = TargetOptions.Select(route.Plan.CompileOptions);
        var key = Key(call, route, options);
        while (true)
        {
            var mine = new TaskCompletionSource<CompilerFacts?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var asking = _known.GetOrAdd(key, mine.Task);
            if (asking != mine.Task)
            {
                if (await hands.WatchAsync(cancel => AnsweredAsync(asking, cancel)).ConfigureAwait(false) is { } answered)
                {
                    return answered.Facts;
                }

                continue; // whoever asked went away before the answer came
            }

            return await AskForAllAsync(hands, call, route, options, key, mine).ConfigureAwait(false);
        }
    }

    private async Task<CompilerFacts?> AskForAllAsync(
        HandsSession hands, Call call, Route.Away route, IReadOnlyList<string> options, string key, TaskCompletionSource<CompilerFacts?> all)
    {
        try
        {
            var facts = await AskAsync(hands, call, route, options, key).ConfigureAwait(false);
            if (_known.Count > MostKept)
            {
                _known.Clear();
            }

            if (facts is null)
            {
                _known.TryRemove(key, out _); // it may have lacked memory: the next call asks again
            }

            all.SetResult(facts);
            return facts;
        }
        catch
        {
            _known.TryRemove(key, out _);
            all.SetCanceled();
            throw;
        }
    }

    private async Task<CompilerFacts?> AskAsync(HandsSession hands, Call call, Route.Away route, IReadOnlyList<string> options, string key)
    {
        var (compiler, language) = (route.Compiler, route.Plan.Language);
        var file = $"{call.Identity.Size} {call.Identity.ModifiedNanoseconds}";
        if (shelf.Find(key) is { } shelved)
        {
            return CompilerFacts.Of(compiler, language, options, key, file, shelved.Macros, shelved.Options);
        }

        var first = hands.Run([call.Compiler, .. FactQuestions.Macros(language, options)], PlainLanguage);
        hands.Run([call.Compiler, .. FactQuestions.Options(compiler.Family, language, options)], PlainLanguage);
        var answers = new Answer[2] { new(), new() };
        for (var open = 2; open > 0;)
        {
            switch (await hands.NextAsync().ConfigureAwait(false))
            {
                case Stdout said:
                    answers[said.RunId - first].Add(answers[said.RunId - first].Out, said.Bytes);
                    break;
                case Stderr said:
                    answers[said.RunId - first].Add(answers[said.RunId - first].Err, said.Bytes);
                    break;
                case Exited ended:
                    answers[ended.RunId - first].Worked = ended is { Code: 0, Signal: 0 };
                    open--;
                    break;
                default:
                    throw new HandsGoneException();
            }
        }

        var states = compiler.Family == CompilerFamily.Gcc ? answers[1].Out : answers[1].Err;
        if (!answers[0].Worked || !answers[1].Worked || answers[0].Out.Length > WireLimits.MaxFactsBytes || states.Length > WireLimits.MaxFactsBytes)
        {
            return null;
        }

        shelf.Keep(key, answers[0].Out.ToString(), states.ToString());
        return CompilerFacts.Of(compiler, language, options, key, file, answers[0].Out.ToString(), states.ToString());
    }

    // Null when the asker was cancelled.
    private static async Task<Answered?> AnsweredAsync(Task<CompilerFacts?> asking, CancellationToken cancel)
    {
        await Task.WhenAny(asking, Task.Delay(Timeout.Infinite, cancel)).ConfigureAwait(false);
        cancel.ThrowIfCancellationRequested();
        return asking.IsCanceled ? null : new Answered(await asking.ConfigureAwait(false));
    }

    private static string Key(Call call, Route.Away route, IReadOnlyList<string> options) =>
        string.Join("\0", [call.Compiler, call.RealCompiler, call.Identity.ToString(), .. FactQuestions.All(route.Compiler.Family, route.Plan.Language, options)]);

    private sealed record Answered(CompilerFacts? Facts);

    private sealed class Answer
    {
        public StringBuilder Out { get; } = new();

        public StringBuilder Err { get; } = new();

        public bool Worked { get; set; }

        // What is beyond the limit makes the answer unusable, not the memory full.
        public void Add(StringBuilder text, ReadOnlyMemory<byte> bytes)
        {
            if (text.Length <= WireLimits.MaxFactsBytes)
            {
                text.Append(Encoding.UTF8.GetString(bytes.Span));
            }
        }
    }
}
