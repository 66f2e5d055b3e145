using FsCheck;
using FsCheck.Fluent;

namespace Mesh.Differential.Tests.Random;

/// <summary>Valid command lines over the tree: options of every theme, in any order.</summary>
internal static class CommandGenerator
{
    /// <summary>Options on one command, besides its mode, source, output and include directories.</summary>
    private const int MostOptions = 9;

    public static Gen<RandomCommand> For(string c, string cxx)
    {
        var isClang = c == "clang";
        return Gen.OneOf(
            Commands(c, Pool.CSources, [.. Pool.Both, .. Pool.C, .. isClang ? Pool.Clang : Pool.Gcc]),
            Commands(c, Pool.CSources, [.. Pool.Both, .. Pool.C, .. isClang ? Pool.Clang : Pool.Gcc]),
            Commands(cxx, isClang ? Pool.CxxSources : [.. Pool.CxxSources, .. Pool.SourcesForGxx], [.. Pool.Both, .. Pool.Cxx, .. isClang ? Pool.Clang : Pool.Gcc]));
    }

    private static Gen<RandomCommand> Commands(string compiler, string[] sources, string[] options) =>
        from source in Gen.Elements(sources)
        from includes in Gen.Elements(Pool.Includes)
        from mode in Gen.Frequency((4, Gen.Constant("-c")), (1, Gen.Constant("-S")))
        from output in Gen.Elements(Pool.Outputs)
        from dependencies in Gen.Frequency((1, Gen.Constant("")), (1, Gen.Elements(Pool.Dependencies)))
        from count in Gen.Choose(0, MostOptions)
        from chosen in Gen.Elements(options).ArrayOf(count)
        from order in Gen.Shuffle([source, mode, output, dependencies, .. includes, .. chosen])
        select new RandomCommand(compiler, [.. order.Where(part => part.Length > 0)]);
}
