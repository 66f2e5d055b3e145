using Mesh.Compile.Arguments;

namespace Mesh.Compile.Classification;

/// <summary>How one compile is divided: what the client's preprocessor is told, what travels, and what comes back.</summary>
internal sealed record CompilePlan
{
    public required CompilerFamily Family { get; init; }

    public required SourceLanguage Language { get; init; }

    /// <summary>The source as typed.</summary>
    public required string Source { get; init; }

    /// <summary>Where the result goes: the value of <c>-o</c>, or what the compiler makes of the source's name.</summary>
    public required string Output { get; init; }

    public required OutputKind Kind { get; init; }

    /// <summary>What else is made, beside it.</summary>
    public IReadOnlyList<PlannedOutput> Beside { get; init; } = [];

    /// <summary>Everything the client's preprocessor needs except what it is to do, up to and without the source.</summary>
    public required IReadOnlyList<string> PreprocessOptions { get; init; }

    /// <summary>Files of which one that exists is used by clang's driver in place of a header that <c>-include</c> names: its text is no longer what the compiler reads.</summary>
    public IEnumerable<string> PrecompiledHeaders => Family != CompilerFamily.Clang ? [] : Included().SelectMany(header => (string[])[header + ".pch", header + ".gch"]);

    /// <summary>What the compile proper is told.</summary>
    public required IReadOnlyList<string> CompileOptions { get; init; }

    /// <summary>What defines the macros that <see cref="PreprocessMode.RewrittenIncludes"/> leaves in the text.</summary>
    public IReadOnlyList<string> MacroOptions { get; init; } = [];

    /// <summary>Options on which the preprocessor's driver may remark, as the one that compiles would.</summary>
    public IReadOnlyList<string> RemarkedOptions { get; init; } = [];

    /// <summary>What travels; <see cref="HelperCommand"/> accepts exactly these.</summary>
    public IReadOnlyList<string> TravellingOptions => Mode == PreprocessMode.RewrittenIncludes ? [.. CompileOptions, .. MacroOptions] : CompileOptions;

    /// <summary>All that travels back, the result first.</summary>
    public IReadOnlyList<PlannedOutput> Outputs => [new(Kind, Output), .. Beside];

    /// <summary>What the object calls the file of its debug information; null where it has none.</summary>
    public string? SplitName => Beside.FirstOrDefault(file => file.Kind == OutputKind.SplitDebug)?.Path;

    public required DependencyFile? Dependencies { get; init; }

    public required PreprocessMode Mode { get; init; }

    /// <summary>Whether the locale decides how the object spells a name: gcc's sanitizers write those with letters beyond ASCII as it would show them.</summary>
    public bool DependsOnCharacters => Family == CompilerFamily.Gcc && PlanMaker.HasSanitizer(CompileOptions);

    /// <summary>The same compile with everything expanded here, for text that is not fit to travel otherwise; null where that would not be the same.</summary>
    public CompilePlan? Expanded() =>
        Mode == PreprocessMode.Full || PlanMaker.HasSanitizer(CompileOptions) || SplitName is not null || (Family == CompilerFamily.Gcc && ShowsColumns) ? null
            : this with { Mode = PreprocessMode.Full };

    // gcc's debug information, its code for linking and its files beside the result tell columns.
    private bool ShowsColumns => Beside.Count > 0 || CompileOptions.Any(option => option.StartsWith("-g", StringComparison.Ordinal) || option.StartsWith("-flto", StringComparison.Ordinal));

    /// <summary>Whether a byte order mark would be missed in the result: <see cref="PreprocessMode.RewrittenIncludes"/> drops it, and so shifts the first line.</summary>
    public bool WouldLoseByteOrderMark => Mode == PreprocessMode.RewrittenIncludes && PlanMaker.HasSanitizer(CompileOptions);

    /// <summary>The command whose standard output is the text that travels.</summary>
    /// <param name="compiler">The name or path to run it by.</param>
    /// <param name="temporaryDependencyPath">Where the make rule is written first; must be given exactly when there is one.</param>
    public IReadOnlyList<string> PreprocessCommand(string compiler, string? temporaryDependencyPath)
    {
        if ((Dependencies is null) != (temporaryDependencyPath is null))
        {
            throw new ArgumentException("a plan with a dependency file needs a temporary path for it, and only such a plan", nameof(temporaryDependencyPath));
        }

        var command = new List<string>(PreprocessOptions.Count + 16) { compiler };
        command.AddRange(PreprocessOptions);
        command.Add("-E");
        if (Family == CompilerFamily.Gcc)
        {
            // A precompiled header that the compiler would use, or remark on, is a matter for the compiler here: this has it named in the text.
            command.Add("-fpch-preprocess");
        }

        if (Mode != PreprocessMode.Full)
        {
            command.Add(Mode == PreprocessMode.DirectivesOnly ? "-fdirectives-only" : "-frewrite-includes");
        }

        if (Dependencies is not null)
        {
            AddDependencyOptions(command, Dependencies, temporaryDependencyPath!);
        }

        command.Add(Source);
        return command;
    }

    private IEnumerable<string> Included()
    {
        const string Include = "-include";
        for (var i = 0; i < PreprocessOptions.Count; i++)
        {
            if (PreprocessOptions[i].StartsWith(Include, StringComparison.Ordinal))
            {
                yield return PreprocessOptions[i] != Include ? PreprocessOptions[i][Include.Length..] : i + 1 < PreprocessOptions.Count ? PreprocessOptions[i + 1] : "";
            }
        }
    }

    private static void AddDependencyOptions(List<string> command, DependencyFile dependencies, string path)
    {
        command.Add(dependencies.SystemHeaders ? "-MD" : "-MMD");
        command.Add("-MF");
        command.Add(path);
        if (dependencies.PhonyTargets)
        {
            command.Add("-MP");
        }

        foreach (var (flag, value) in dependencies.Targets)
        {
            command.Add(flag);
            command.Add(value);
        }
    }
}
