using Mesh.Compile.Arguments;

namespace Mesh.Compile.Classification;

/// <summary>Makes the plan of a command against which nothing speaks.</summary>
internal static class PlanMaker
{
    private const string NoLineMarkers = "-P";

    private static readonly string[] MacrosOfTheMoment = ["__DATE__", "__TIME__", "__TIMESTAMP__", "__BASE_FILE__"];

    /// <summary>Null and a plan, or what turned up against it.</summary>
    public static Blame? Make(CommandReading command, IReadOnlyDictionary<string, string> environment, string? workingDirectory, int compilerMajor, out CompilePlan? plan)
    {
        plan = null;
        if (command.Dependencies.TryMake(command.Family, command.Source, command.Output, out var dependencies) is { } contradiction)
        {
            return contradiction;
        }

        if (Irreproducible(command) is { } obstacle)
        {
            return obstacle;
        }

        var (mode, output) = (Mode(command), command.Output ?? SourceName.WithSuffix(command.Source, command.Kind == OutputKind.Object ? ".o" : ".s"));
        if (SideFiles.TryMake(command, mode, output, dependencies, environment, compilerMajor, out var beside) is { } uncertain)
        {
            return uncertain;
        }

        var preprocess = new List<string>(command.Preprocess);
        var compile = command.Compile.Where(word => word != NoLineMarkers).ToList();
        if (RecordWorkingDirectory(command, workingDirectory, preprocess, compile) is { } unknown)
        {
            return unknown;
        }

        plan = new CompilePlan
        {
            Family = command.Family,
            Language = Language(command),
            Source = command.Source,
            Output = output,
            Kind = command.Kind,
            Beside = beside,
            PreprocessOptions = preprocess,
            CompileOptions = compile,
            MacroOptions = command.Macros,
            RemarkedOptions = command.ForLinking,
            Dependencies = dependencies,
            Mode = mode,
        };
        return null;
    }

    // A C++ driver compiles .c as C++; -x overrules both the driver and the name.
    private static SourceLanguage Language(CommandReading command) =>
        command.Language ?? (command.Driver == SourceLanguage.Cxx ? SourceLanguage.Cxx : SourceName.Language(command.Source)!.Value);

    private static PreprocessMode Mode(CommandReading command) =>
        command.Preprocess.Any(NamesTheMoment) ? PreprocessMode.Full // a redefined __DATE__ (Bazel's builds) would look to the helper like the clock's
        : command.Family == CompilerFamily.Clang ? ClangMode(command)
        : GccMode(command);

    private static bool NamesTheMoment(string word)
    {
        if (!word.Contains("__", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var macro in MacrosOfTheMoment)
        {
            if (word.Contains(macro, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    // Of a file that gives its macros alone, and of assertions, nothing is left in the text; and nothing in it shows that a macro of the command line counts.
    private static PreprocessMode ClangMode(CommandReading command) =>
        Has(command.Preprocess, "-imacros") || Has(command.Preprocess, "-A") || command.Macros.Any(word => word.Contains("__COUNTER__", StringComparison.Ordinal))
            ? PreprocessMode.Full
            : PreprocessMode.RewrittenIncludes;

    // -Wunused-macros and -fdirectives-only exclude each other. -frecord-gcc-switches writes the options into the object, where
    // -fdirectives-only would show. With it, gcc 12 loses the lines of those pragmas in which it expands macros: OpenMP's and
    // OpenACC's, and the program would be another one.
    private static PreprocessMode GccMode(CommandReading command) =>
        command.Compile.Any(word => word is "-Wunused-macros" or "-frecord-gcc-switches" or "-fopenmp" or "-fopenmp-simd" or "-fopenacc" || IsOfSkippedCharacters(word))
            ? PreprocessMode.Full
            : PreprocessMode.DirectivesOnly;

    // These are given of any character in any comment, also where it is skipped.
    private static bool IsOfSkippedCharacters(string word) => word.Contains("bidi-chars=", StringComparison.Ordinal) || word.Contains("invalid-utf8", StringComparison.Ordinal);

    /// <summary>Whether places and names of the source get into the program: column numbers among them.</summary>
    public static bool HasSanitizer(IReadOnlyList<string> compile) => Has(compile, "-fsanitize=");

    /// <summary>Combinations whose result was seen to differ from the bare compiler's (tests/Mesh.Compile.Tests, DividedCompileTests).</summary>
    private static Blame? Irreproducible(CommandReading command)
    {
        bool debug = Has(command.Compile, "-g");
        return debug && command.Kind == OutputKind.Assembly ? new Blame(LocalReasons.AssemblyWithDebug, "-S with -g makes assembly text that depends on how the source arrived")
            : debug && Has(command.Compile, "-flto") && Has(command.Compile, "-ffat-lto-objects") ? new Blame(LocalReasons.LtoDebug, "-ffat-lto-objects with -g records the assembler's working directory")
            : HasSanitizer(command.Compile) && Mode(command) == PreprocessMode.Full ? new Blame(LocalReasons.SanitizerColumns, "-fsanitize= records columns, which fully preprocessed text does not keep")
            : command.Compile.Contains("-frecord-gcc-switches") && command.Compile.Contains(NoLineMarkers)
            ? new Blame("records-command-line", $"-frecord-gcc-switches records {NoLineMarkers}, which gcc is not told with preprocessed text")
            : command.Compile.Contains("-Winvalid-pch") && Has(command.Preprocess, "-include")
            ? new Blame(LocalReasons.PrecompiledHeader, "-Winvalid-pch speaks of a precompiled header that -include may find, which only the compiler here sees")
            : null;
    }

    private static bool Has(IReadOnlyList<string> words, string beginning) => words.Any(word => word.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>Debug information and LTO objects name the directory of the compile, which must be the client's.</summary>
    private static Blame? RecordWorkingDirectory(CommandReading command, string? workingDirectory, List<string> preprocess, List<string> compile)
    {
        if (command.Family == CompilerFamily.Gcc)
        {
            // With -g, gcc writes the directory into the preprocessed text by itself, where it escapes what it does not read back; LTO needs it as well.
            if (Has(compile, "-g") && workingDirectory?.Any(character => character is '"' or '\\' || char.IsControl(character)) == true)
            {
                return new Blame(LocalReasons.DebugDirectory, "gcc's debug information names the working directory, which preprocessed text does not keep");
            }

            if (Has(compile, "-flto"))
            {
                preprocess.Add("-fworking-directory");
            }

            return null;
        }

        if (Has(compile, "-g") && workingDirectory is not null && ClangMainFile.HasTwoNames(command.Source, preprocess, workingDirectory))
        {
            return new Blame(LocalReasons.DebugDirectory, "clang's debug information may name the source's directory as an include option does");
        }

        if (!Has(compile, "-g") || Has(compile, "-fdebug-compilation-dir=") || Has(compile, "-ffile-compilation-dir="))
        {
            return null;
        }

        if (workingDirectory is null)
        {
            return new Blame(LocalReasons.DebugDirectory, "clang's debug information needs the working directory");
        }

        compile.Add("-fdebug-compilation-dir=" + workingDirectory);
        return null;
    }
}
