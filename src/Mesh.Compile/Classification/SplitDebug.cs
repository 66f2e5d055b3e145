using Mesh.Compile.Arguments;

namespace Mesh.Compile.Classification;

/// <summary>When <c>-gsplit-dwarf</c> makes the same two files elsewhere as here.</summary>
internal static class SplitDebug
{
    public const string Option = "-gsplit-dwarf";

    /// <summary>Levels and formats with which both compilers were seen to divide debug information.</summary>
    private static readonly string[] Dividing = ["-g", "-g2", "-ggdb", "-ggdb2", "-gdwarf", "-gdwarf-4", "-gdwarf-5"];

    /// <summary>What does not change that.</summary>
    private static readonly string[] Harmless =
    [
        Option, "-gz", "-gpubnames", "-gno-pubnames", "-ggnu-pubnames", "-gno-gnu-pubnames", "-gcolumn-info", "-gno-column-info", "-grecord-gcc-switches", "-gno-record-gcc-switches",
        "-gstrict-dwarf", "-gno-strict-dwarf", "-gstatement-frontiers", "-gno-statement-frontiers", "-gvariable-location-views", "-gno-variable-location-views",
    ];

    /// <summary>Null where it does, and where it is not asked for.</summary>
    public static string? WhyNot(CommandReading command, PreprocessMode mode, IReadOnlyList<PlannedOutput> files, int compilerMajor)
    {
        if (files.FirstOrDefault(file => file.Kind == OutputKind.SplitDebug) is not { Path: var name })
        {
            return null;
        }

        var words = command.Compile.Where(word => word.StartsWith("-g", StringComparison.Ordinal)).ToList();
        return words.Find(word => !Dividing.Contains(word) && !Harmless.Contains(word)) is { } other ? $"with {other} debug information may not be divided"
            : command.Family == CompilerFamily.Clang && !words.Exists(Dividing.Contains) ? "-gsplit-dwarf alone makes clang write no debug information"
            : mode == PreprocessMode.Full ? "columns stand in the second file, which fully preprocessed text does not keep"
            : NamesByDirectory(command) ? "clang calls the second file after the directory that is to be recorded"
            : !SplitName.IsFit(name, command.Family, compilerMajor) ? $"the object names {name}, and not every compiler can be told to write that"
            : null;
    }

    // Without -o, clang takes the recorded directory's name for the beginning of the file's.
    private static bool NamesByDirectory(CommandReading command) => command.Family == CompilerFamily.Clang && command.Output is null
        && command.Compile.Any(word => word.StartsWith("-fdebug-compilation-dir=", StringComparison.Ordinal) || word.StartsWith("-ffile-compilation-dir=", StringComparison.Ordinal));
}
