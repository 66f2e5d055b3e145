using Mesh.Compile.Classification;
using Mesh.Compile.Targets;
using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>Reads a call: what compiler it is for, and whether its command line may travel.</summary>
internal sealed class CallRouter(CallerCompilers compilers, CallerOptions options, NativeProcessor native)
{
    public async ValueTask<Route> RouteAsync(HandsSession hands, Call call)
    {
        if (!call.IsUtf8)
        {
            return new Route.Here(DispatchReasons.NotText());
        }

        var program = Path.GetFileName(call.RealCompiler);
        if (CompilerNames.IsWrapper(program))
        {
            return new Route.Here(DispatchReasons.OtherWrapper(program));
        }

        if (await compilers.IdentifyAsync(hands, call).ConfigureAwait(false) is not { } compiler)
        {
            return new Route.Here(DispatchReasons.UnknownCompiler(call.Compiler));
        }

        var words = await ResponseFiles.ExpandAsync(hands, call.Arguments).ConfigureAwait(false) ?? call.Arguments;
        words = await native.SpellOutAsync(hands, call, compiler.Family, words).ConfigureAwait(false);
        var verdict = Classifier.Classify(words, compiler.Family, CallEnvironment.Of(call), call.Cwd, compilerMajor: compiler.Major);
        if (verdict is Classification.Local { Reason.Code: LocalReasons.UnknownOption } && await options.FindAsync(hands, call, compiler).ConfigureAwait(false) is { } table)
        {
            verdict = Classifier.Classify(words, compiler.Family, CallEnvironment.Of(call), call.Cwd, table, compiler.Major);
        }

        return verdict switch
        {
            Classification.Local(var reason) => new Route.Here(reason),
            Classification.Remote(var plan) => new Route.Away(plan, compiler),
            _ => throw new InvalidOperationException("a classification is local or remote"),
        };
    }
}
