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

    /// <summary>Everything the client's preprocessor needs except what it is to do, up to and without the source.</summary>
    public required IReadOnlyList<string> PreprocessOptions { get; init; }

    /// <summary>What travels; <see cref="HelperCommand"/> accepts exactly these.</summary>
    public required IReadOnlyList<string> CompileOptions { get; init; }

    public required DependencyFile? Dependencies { get; init; }

    public required PreprocessMode Mode { get; init; }

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

        if (Mode == PreprocessMode.DirectivesOnly)
        {
            command.Add("-fdirectives-only");
        }

        if (Dependencies is not null)
        {
            AddDependencyOptions(command, Dependencies, temporaryDependencyPath!);
        }

        command.Add(Source);
        return command;
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
