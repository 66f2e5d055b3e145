using Mesh.Compile.Arguments;

namespace Mesh.Compile.Classification;

/// <summary>Makes the plan of a command against which nothing speaks.</summary>
internal static class PlanMaker
{
    /// <summary>Null and a plan, or what turned up against it.</summary>
    public static Blame? Make(CommandReading command, string? workingDirectory, out CompilePlan? plan)
    {
        plan = null;
        if (command.Dependencies.TryMake(command.Family, command.Source, command.Output, out var dependencies) is { } contradiction)
        {
            return contradiction;
        }

        var preprocess = new List<string>(command.Preprocess);
        var compile = new List<string>(command.Compile);
        if (RecordWorkingDirectory(command.Family, workingDirectory, preprocess, compile) is { } unknown)
        {
            return unknown;
        }

        plan = new CompilePlan
        {
            Family = command.Family,
            Language = Language(command),
            Source = command.Source,
            Output = command.Output ?? SourceName.WithSuffix(command.Source, command.Kind == OutputKind.Object ? ".o" : ".s"),
            Kind = command.Kind,
            PreprocessOptions = preprocess,
            CompileOptions = compile,
            Dependencies = dependencies,
            Mode = Mode(command),
        };
        return null;
    }

    // A C++ driver compiles .c as C++; -x overrules both the driver and the name.
    private static SourceLanguage Language(CommandReading command) =>
        command.Language ?? (command.Driver == SourceLanguage.Cxx ? SourceLanguage.Cxx : SourceName.Language(command.Source)!.Value);

    // -Wunused-macros and -fdirectives-only exclude each other. -frecord-gcc-switches writes the options into the object, where
    // -fdirectives-only would show.
    private static PreprocessMode Mode(CommandReading command) =>
        command.Family == CompilerFamily.Clang || command.Compile.Any(word => word is "-Wunused-macros" or "-frecord-gcc-switches")
            ? PreprocessMode.Full
            : PreprocessMode.DirectivesOnly;

    /// <summary>Debug information and LTO objects name the directory of the compile, which must be the client's.</summary>
    private static Blame? RecordWorkingDirectory(CompilerFamily family, string? workingDirectory, List<string> preprocess, List<string> compile)
    {
        if (family == CompilerFamily.Gcc)
        {
            // With -g, gcc writes the directory into the preprocessed text by itself; LTO needs it as well.
            if (compile.Exists(word => word.StartsWith("-flto", StringComparison.Ordinal)))
            {
                preprocess.Add("-fworking-directory");
            }

            return null;
        }

        if (!compile.Exists(word => word.StartsWith("-g", StringComparison.Ordinal)) || compile.Exists(NamesDirectory))
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

    private static bool NamesDirectory(string word) =>
        word.StartsWith("-fdebug-compilation-dir=", StringComparison.Ordinal) || word.StartsWith("-ffile-compilation-dir=", StringComparison.Ordinal);
}
