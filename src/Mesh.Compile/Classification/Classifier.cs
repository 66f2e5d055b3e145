using Mesh.Compile.Arguments;

namespace Mesh.Compile.Classification;

/// <summary>Decides from the command line alone whether a compile can be divided, and how; where it is not certain, it stays local.</summary>
internal static class Classifier
{
    /// <param name="argv">The whole command line, the compiler's name first.</param>
    /// <param name="family">What the compiler turned out to be.</param>
    /// <param name="environment">The caller's variables, as far as compilers look at them.</param>
    /// <param name="workingDirectory">Where the caller stands; only clang's debug information needs it told.</param>
    /// <param name="table">What is known of the compiler's options; null for what is known of the family's.</param>
    /// <param name="compilerMajor">The compiler's major version; 0 where it is not known, and what depends on it stays here.</param>
    public static Classification Classify(
        IReadOnlyList<string> argv,
        CompilerFamily family,
        IReadOnlyDictionary<string, string> environment,
        string? workingDirectory = null,
        OptionTable? table = null,
        int compilerMajor = 0)
    {
        table ??= OptionTable.For(family);
        var command = CommandReading.Read(LongSpellings.Shorten(argv, table), family, table);
        var blame = command.MainBlame() ?? EnvironmentRules.Blame(environment) ?? command.SourceBlame();
        if (blame is not null)
        {
            return Local(blame, command);
        }

        return PlanMaker.Make(command, environment, workingDirectory, compilerMajor, out var plan) is { } obstacle
            ? Local(obstacle, command)
            : new Classification.Remote(plan!);
    }

    private static Classification.Local Local(Blame blame, CommandReading command) =>
        new(new LocalReason(blame.Code, blame.Text, command.Weight, blame.Option));
}
