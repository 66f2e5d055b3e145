using System.CommandLine;

namespace Mesh.Commands;

/// <summary>A compiler's command line after <c>--</c>, untouched.</summary>
internal static class CompilerArguments
{
    public static Argument<string[]> Create() => new("COMPILER ARGUMENTS")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "The compile, as it would be typed: -- gcc -O2 -c x.c",
    };

    /// <summary>Allows <c>mesh cc gcc -c x.c</c>: without the dashes, the compiler's options would be looked for among ours.</summary>
    public static IReadOnlyList<string> WithDashes(IReadOnlyList<string> args) =>
        args.Count > 1 && args[0] is CcCommand.Name or ExplainCommand.Name && !args[1].StartsWith('-') ? [args[0], "--", .. args.Skip(1)] : args;
}
