using FsCheck;
using FsCheck.Fluent;

namespace Mesh.Differential.Tests.Random;

/// <summary>Valid command lines over the tree: options of every theme, in any order.</summary>
internal static class CommandGenerator
{
    /// <summary>Options on one command, besides its mode, source, output and include directories.</summary>
    private const int MostOptions = 9;

    /// <summary>
    /// Commands of one machine, in the mean. A build has few machines; and each that is new costs half a dozen compiles at first, in which the code of
    /// the two compilers is compared.
    /// </summary>
    private const int CommandsOfAMachine = 60;

    private const int MostMachineOptions = 2;

    /// <summary>FsCheck passes it on to generators of things that have a size; none has one here.</summary>
    private const int Size = 50;

    public static IReadOnlyList<RandomCommand> Sample(string c, string cxx, int count, ulong seed)
    {
        var isClang = c == "clang";
        var machines = MachineOf([.. Pool.Machine, .. isClang ? Pool.MachineOfClang : Pool.MachineOfGcc]).Sample(1 + (count / CommandsOfAMachine), new Rnd(seed), Size);
        string[] own = [.. Pool.Both, .. isClang ? Pool.Clang : Pool.Gcc];
        var inC = Commands(c, Pool.CSources, machines, [.. own, .. Pool.C]);
        var inCxx = Commands(cxx, isClang ? Pool.CxxSources : [.. Pool.CxxSources, .. Pool.SourcesForGxx], machines, [.. own, .. Pool.Cxx]);
        return Gen.OneOf(inC, inC, inCxx).Sample(count, new Rnd(seed), Size);
    }

    private static Gen<string> MachineOf(string[] options) =>
        from count in Gen.Choose(0, MostMachineOptions)
        from chosen in Gen.Elements(options).ArrayOf(count)
        select string.Join(' ', chosen);

    private static Gen<RandomCommand> Commands(string compiler, string[] sources, IEnumerable<string> machines, string[] options) =>
        from source in Gen.Elements(sources)
        from includes in Gen.Elements(Pool.Includes)
        from mode in Gen.Frequency((4, Gen.Constant("-c")), (1, Gen.Constant("-S")))
        from output in Gen.Elements(Pool.Outputs)
        from dependencies in Gen.Frequency((1, Gen.Constant("")), (1, Gen.Elements(Pool.Dependencies)))
        from machine in Gen.Elements(machines)
        from count in Gen.Choose(0, MostOptions)
        from chosen in Gen.Elements(options).ArrayOf(count)
        from order in Gen.Shuffle([source, mode, output, dependencies, machine, .. includes, .. chosen])
        select new RandomCommand(compiler, [.. order.Where(part => part.Length > 0)]);
}
