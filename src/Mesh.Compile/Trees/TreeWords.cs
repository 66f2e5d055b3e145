using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;

namespace Mesh.Compile.Trees;

/// <summary>What a preprocessing of the client's own files is told besides where headers are: macros, and files that are included before the source.</summary>
internal static class TreeWords
{
    /// <summary>Whose directories gcc lists itself.</summary>
    private static readonly string[] OfSearch = ["-I", "-isystem", "-iquote", "-idirafter", "-nostdinc", "-nostdinc++"];

    /// <summary>Options whose value is a file that stands before the source.</summary>
    private static readonly string[] OfFiles = ["-include", "-imacros"];

    /// <summary>By which the text tells its directory, as debug information needs it.</summary>
    private const string WorkingDirectory = "-fworking-directory";

    /// <summary>Options by which a message depends on how long the files' names are.</summary>
    private static readonly string[] OfNames = ["-fmessage-length=", "-fcanonical-system-headers", "-fno-canonical-system-headers"];

    /// <summary>Null for a plan that another machine cannot follow with the files alone.</summary>
    public static IReadOnlyList<string>? Of(CompilePlan plan)
    {
        if (plan.Family != CompilerFamily.Gcc || plan.CompileOptions.Any(IsOfNames))
        {
            return null;
        }

        List<string> words = [.. plan.MacroOptions];
        foreach (var argument in new ArgumentReader(plan.PreprocessOptions, 0, OptionTable.For(CompilerFamily.Gcc)))
        {
            if (OfFiles.Contains(argument.Row?.Name))
            {
                words.AddRange([argument.Row!.Name, argument.Value!]);
            }
            else if (argument.Word == WorkingDirectory)
            {
                words.Add(WorkingDirectory);
            }
            else if (!IsElsewhere(plan, argument))
            {
                return null;
            }
        }

        return words;
    }

    /// <summary>The directories that <c>-I</c> names.</summary>
    public static IEnumerable<string> UserDirectories(CompilePlan plan)
    {
        foreach (var argument in new ArgumentReader(plan.PreprocessOptions, 0, OptionTable.For(CompilerFamily.Gcc)))
        {
            if (argument.Row?.Name == "-I")
            {
                yield return argument.Value!;
            }
        }
    }

    /// <summary>The first of these words that no job may have; null when all are harmless. Names of files are for the caller to stage.</summary>
    public static string? Refused(IReadOnlyList<string> words)
    {
        foreach (var argument in new ArgumentReader(words, 0, OptionTable.For(CompilerFamily.Gcc)))
        {
            if (!HelperCommand.IsMacro(argument) && argument.Word != WorkingDirectory && !(argument.Kind == ArgumentKind.Option && OfFiles.Contains(argument.Row!.Name)))
            {
                return argument.Text;
            }
        }

        return null;
    }

    /// <summary>The words with each file that is in the tree called by its name there.</summary>
    public static IEnumerable<string> Staged(IReadOnlyList<string> words, Func<string, string?> stage)
    {
        foreach (var argument in new ArgumentReader(words, 0, OptionTable.For(CompilerFamily.Gcc)))
        {
            bool namesFile = OfFiles.Contains(argument.Row?.Name);
            yield return namesFile ? argument.Row!.Name : argument.Word;
            if (namesFile || argument.Count == 2)
            {
                yield return (namesFile ? stage(argument.Value!) : null) ?? argument.Value!;
            }
        }
    }

    // In the list of directories, among the macros, or with the options that travel.
    private static bool IsElsewhere(CompilePlan plan, Argument argument) => argument.Row is { } row
        ? OfSearch.Contains(row.Name) || row.Name == "-x" || HelperCommand.IsMacro(argument) || (row.Use == OptionUse.Travel && plan.CompileOptions.Contains(argument.Word))
        : plan.CompileOptions.Contains(argument.Word);

    private static bool IsOfNames(string option) => Array.Exists(OfNames, name => option.StartsWith(name, StringComparison.Ordinal));
}
