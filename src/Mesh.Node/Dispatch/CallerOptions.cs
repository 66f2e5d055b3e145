using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Node.Facts;
using Mesh.Wire;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>
/// Knows the options of those callers' compilers that are newer than the table, by asking each once, through the hands. The helper's node asks its own one
/// (<see cref="Toolchains.ToolchainProbe"/>), and refuses what that does not list.
/// </summary>
internal sealed class CallerOptions
{
    /// <summary>Tables kept, at some 100 KiB each; a machine has one or two such compilers.</summary>
    private const int MostKept = 16;

    private readonly RecentlyUsed<(uint User, string Called, string Path, FileIdentity File), OptionTable> _known = new(MostKept);

    /// <summary>Null where nothing can be added to the family's table.</summary>
    public async ValueTask<OptionTable?> FindAsync(HandsSession hands, Call call, CompilerIdentity compiler)
    {
        if (!LearnedOptions.AreThere(compiler))
        {
            return null;
        }

        var key = (hands.User, call.Compiler, call.RealCompiler, call.Identity);
        if (_known.TryGet(key, out var known))
        {
            return known;
        }

        var answer = await CallerProgram.AskAsync(hands, [call.Compiler, .. LearnedOptions.Question], CallerProgram.PlainLanguage, WireLimits.MaxFactsBytes).ConfigureAwait(false);
        return answer.Worked ? _known.Keep(key, OptionTable.Knowing(LearnedOptions.Read(answer.Out))) : null;
    }
}
