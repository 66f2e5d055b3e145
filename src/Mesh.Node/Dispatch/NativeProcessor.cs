using System.Collections.Concurrent;
using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Wire;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>Knows what <c>-march=native</c> means here, by asking the caller's compiler once per set of machine options.</summary>
internal sealed class NativeProcessor
{
    /// <summary>Answers kept, at a few KiB each; a build needs one or two.</summary>
    private const int MostKept = 256;

    private readonly ConcurrentDictionary<string, string> _known = new();

    /// <summary>The command with such options spelt out; as it was when it has none, or the compiler does not say.</summary>
    public async ValueTask<IReadOnlyList<string>> SpellOutAsync(HandsSession hands, Call call, CompilerFamily family, IReadOnlyList<string> arguments)
    {
        if (!NativeOptions.MayBeSpeltOut(arguments))
        {
            return arguments;
        }

        var question = NativeOptions.Question(family, arguments);
        var key = string.Join("\0", [$"user {hands.User}", call.Compiler, call.RealCompiler, call.Identity.ToString(), .. question]);
        if (!_known.TryGetValue(key, out var trace))
        {
            var answer = await CallerProgram.AskAsync(hands, [call.Compiler, .. question], CallerProgram.PlainLanguage, WireLimits.MaxFactsBytes).ConfigureAwait(false);
            trace = answer.Worked ? answer.Err : "";
            if (trace.Length > 0 && _known.Count < MostKept)
            {
                _known[key] = trace;
            }
        }

        return NativeOptions.Expand(family, arguments, trace) ?? arguments;
    }
}
