using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;

namespace Mesh.Compile.Classification;

/// <summary>Rebuilds the helper's command line from a job, option by option; what a <see cref="CompilePlan"/> may not send is refused here.</summary>
internal static class HelperCommand
{
    /// <summary>In the job's directory: a make rule of what the compiler opened beside its standard input, which must be nothing.</summary>
    public const string OpenedFile = "opened";

    private const int FirstGccWithIncludeDepth = 10;

    /// <param name="sourceName">The client's name for the source; it is named in the output, never opened.</param>
    /// <param name="outputFile">Where the helper wants the result.</param>
    /// <param name="arguments">The command line without the compiler; the source is read from the standard input.</param>
    /// <param name="compilerMajor">The compiler's major version where it is known: newer ones can be told to follow no include.</param>
    /// <param name="table">What is known of the compiler's options; null for what is known of the family's.</param>
    /// <param name="splitName">What the object is to call the file of its debug information; null where it has none.</param>
    /// <param name="refusedOption">The first word that is not allowed, when the answer is false.</param>
    public static bool TryBuild(
        CompilerFamily family,
        SourceLanguage language,
        PreprocessMode mode,
        OutputKind kind,
        IReadOnlyList<string> options,
        string sourceName,
        string outputFile,
        out IReadOnlyList<string> arguments,
        out string? refusedOption,
        int compilerMajor = 0,
        OptionTable? table = null,
        string? splitName = null)
    {
        arguments = [];
        refusedOption = RefusedMode(family, mode) ?? RefusedOption(table ?? OptionTable.For(family), options, mode);

        if (refusedOption is not null)
        {
            return false;
        }

        var all = splitName is null ? options : [.. options, .. SplitName.Options(splitName, family)];
        var command = Build(family, language, mode, kind, all, sourceName, outputFile, compilerMajor);

        // A driver reads options from the file that it names, also where it stands for the value of another option: what is in it would show in the messages.
        refusedOption = command.Find(word => word.Length > 0 && word[0] == '@');
        arguments = refusedOption is null ? command : [];
        return refusedOption is null;
    }

    /// <summary>The first option that no job may have; null when all are harmless.</summary>
    public static string? RefusedOption(OptionTable table, IReadOnlyList<string> options, PreprocessMode mode = PreprocessMode.Full)
    {
        string? awaiting = null;
        foreach (var argument in new ArgumentReader(options, 0, table))
        {
            if (!IsAllowed(argument, awaiting) && !(mode == PreprocessMode.RewrittenIncludes && IsMacro(argument)))
            {
                return argument.Text;
            }

            if (argument.Row!.Name == "-Xclang")
            {
                awaiting = PassThrough.AwaitingBehind(awaiting, argument.Value!);
            }
        }

        return awaiting;
    }

    /// <summary>Whether a job may have it.</summary>
    /// <param name="awaiting">The word that <c>-Xclang</c> handed on before, when its value is still to come.</param>
    public static bool IsAllowed(Argument argument, string? awaiting) => argument.Kind == ArgumentKind.Option && argument.Row!.Use switch
    {
        OptionUse.Travel when argument.Row.Name == "--target=" => PinTable.IsPin(argument.Text), // a driver looks for programs by that name
        OptionUse.Travel or OptionUse.Assemble => true,
        OptionUse.Structure => argument.Row.Name switch
        {
            "-Wa," => PassThrough.IsHarmlessForAssembler(argument.Value ?? ""),
            "-Xclang" => PassThrough.IsHarmlessForClang(awaiting, argument.Value ?? ""),
            "-mllvm" => PassThrough.IsNumberForLlvm(argument.Value ?? ""),
            _ => false,
        },
        _ => false,
    };

    /// <summary>Whether it defines macros and does nothing else.</summary>
    public static bool IsMacro(Argument argument) => argument.Kind == ArgumentKind.Option
        && (argument.Row!.Use == OptionUse.Define || (argument.Row.Name == "-Wp," && PassThrough.IsMacrosForPreprocessor(argument.Value ?? "")));

    private static string? RefusedMode(CompilerFamily family, PreprocessMode mode) => (family, mode) switch
    {
        (CompilerFamily.Clang, PreprocessMode.DirectivesOnly) => "-fdirectives-only",
        (CompilerFamily.Gcc, PreprocessMode.RewrittenIncludes) => "-frewrite-includes",
        _ => null,
    };

    private static List<string> Build(
        CompilerFamily family,
        SourceLanguage language,
        PreprocessMode mode,
        OutputKind kind,
        IReadOnlyList<string> options,
        string sourceName,
        string outputFile,
        int compilerMajor)
    {
        var command = new List<string>(options.Count + 12);
        command.AddRange(options);
        if (family == CompilerFamily.Clang)
        {
            // gcc takes the name from the first line marker; clang's debug information would name the standard input.
            command.AddRange(["-Xclang", "-main-file-name", "-Xclang", sourceName]);

            // It follows each #include that may be left in any text; what it opens is written down, and JobReply looks.
            command.AddRange(["-Xclang", "-sys-header-deps", "-Xclang", "-MT", "-Xclang", "x", "-Xclang", "-dependency-file", "-Xclang", OpenedFile]);
        }
        else if (mode == PreprocessMode.DirectivesOnly)
        {
            command.Add("-fdirectives-only");
            if (compilerMajor >= FirstGccWithIncludeDepth)
            {
                // The main file is at depth 1 and line markers are not counted, so this forbids every #include there may still be.
                command.Add("-fmax-include-depth=1");
            }
        }

        if (mode == PreprocessMode.RewrittenIncludes)
        {
            command.Add("-nostdinc"); // nothing is left to include
        }

        command.Add("-pipe");
        command.AddRange(["-x", InputLanguage(language, mode)]);
        command.Add(kind == OutputKind.Object ? "-c" : "-S");
        command.AddRange(["-o", outputFile, "-"]);
        return command;
    }

    private static string InputLanguage(SourceLanguage language, PreprocessMode mode) => (language, mode) switch
    {
        (SourceLanguage.C, PreprocessMode.RewrittenIncludes) => "c",
        (SourceLanguage.Cxx, PreprocessMode.RewrittenIncludes) => "c++",
        (SourceLanguage.C, _) => "cpp-output",
        _ => "c++-cpp-output",
    };
}
