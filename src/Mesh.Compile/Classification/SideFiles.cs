using Mesh.Compile.Arguments;
using Mesh.Compile.Messages;

namespace Mesh.Compile.Classification;

/// <summary>The files that a compiler writes beside its result: which options ask for them, and what they are called.</summary>
internal static class SideFiles
{
    /// <summary>Since gcc 11 all that stands beside a result is called by one rule (its release notes, <c>-dumpbase</c>); before, each by a rule of its own.</summary>
    private const int FirstGccWithOneRule = 11;

    /// <summary>What such a file's name ends with, in place of the result's own suffix.</summary>
    public static string Suffix(OutputKind kind) => kind switch
    {
        OutputKind.StackUsage => ".su",
        OutputKind.CallGraph => ".ci",
        OutputKind.SplitDebug => SplitName.Suffix,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Null and the files, none at most times; or why they cannot be had from elsewhere.</summary>
    /// <param name="output">Where the result goes.</param>
    /// <param name="compilerMajor">0 where it is not known.</param>
    public static Blame? TryMake(
        CommandReading command,
        PreprocessMode mode,
        string output,
        DependencyFile? dependencies,
        IReadOnlyDictionary<string, string> environment,
        int compilerMajor,
        out IReadOnlyList<PlannedOutput> files)
    {
        files = [.. Kinds(command.Compile).Select(kind => new PlannedOutput(kind, SourceName.WithSuffixInPlace(output, Suffix(kind))))];
        return files.Count == 0 ? null
            : Irreproducible(command, mode, environment, compilerMajor)
            ?? (HasNoStem(output) ? Stays($"{output} is all suffix, and compilers differ in what they call a file beside it")
            : SplitDebug.WhyNot(command, mode, files, compilerMajor) is { } whyNot ? new Blame(LocalReasons.SplitDebug, whyNot)
            : IsOneTwice([command.Source, output, .. files.Select(file => file.Path)], dependencies) ? Stays("two files would have the same name")
            : null);
    }

    private static IEnumerable<OutputKind> Kinds(IReadOnlyList<string> options)
    {
        if (options.Contains("-fstack-usage"))
        {
            yield return OutputKind.StackUsage;
        }

        if (options.Any(option => option.StartsWith("-fcallgraph-info", StringComparison.Ordinal)))
        {
            yield return OutputKind.CallGraph;
        }

        if (options.Contains(SplitDebug.Option))
        {
            yield return OutputKind.SplitDebug;
        }
    }

    // gcc's files tell columns, and those that are text name templates in the words of its messages ("[with T = int]"); clang's text tells lines.
    private static Blame? Irreproducible(CommandReading command, PreprocessMode mode, IReadOnlyDictionary<string, string> environment, int compilerMajor) =>
        command.Compile.Any(option => option.StartsWith("-flto", StringComparison.Ordinal)) ? Stays("with -flto code is made when linking, and nothing is written beside the object")
        : command.Family == CompilerFamily.Clang ? (Kinds(command.Compile).Contains(OutputKind.CallGraph) ? Stays("clang writes no call graph") : null)
        : compilerMajor < FirstGccWithOneRule ? Stays($"a gcc before {FirstGccWithOneRule} may call the file beside its result otherwise")
        : mode == PreprocessMode.Full ? Stays("columns stand in the file beside the object, which fully preprocessed text does not keep")
        : Kinds(command.Compile).Any(IsText) && !MessageLanguage.IsEnglish(environment) ? Stays("the file beside the object may be in the caller's language")
        : null;

    private static bool IsText(OutputKind kind) => kind != OutputKind.SplitDebug;

    // ".o" and "out/.o": gcc writes ".o.su", clang ".su".
    private static bool HasNoStem(string path) => path.LastIndexOf('.') == path.LastIndexOf('/') + 1;

    private static bool IsOneTwice(IEnumerable<string> paths, DependencyFile? dependencies)
    {
        var all = (dependencies is null ? paths : paths.Append(dependencies.Path)).Select(CommandReading.Plain).ToList();
        return all.Distinct(StringComparer.Ordinal).Count() < all.Count;
    }

    private static Blame Stays(string why) => new(LocalReasons.SideFile, why);
}
