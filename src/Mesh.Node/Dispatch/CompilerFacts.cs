using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Wire;

namespace Mesh.Node.Dispatch;

/// <summary>What the caller's compiler says of itself under a job's options, and what is asked of peers because of it.</summary>
/// <param name="Facts">What the compiler said.</param>
/// <param name="Options">The job's options that bear on the code.</param>
/// <param name="Pins">The compiler's own defaults, spelt as options.</param>
/// <param name="Key">Stands for all of it.</param>
/// <param name="Identity">Stands for the user, the compiler's file, the language and the options that choose the target.</param>
internal sealed record CompilerFacts(TargetFacts Facts, IReadOnlyList<string> Options, IReadOnlyList<string> Pins, string Key, string Identity)
{
    /// <summary>What a clang said of its options; a gcc's can be written again from what was read.</summary>
    private string Trace { get; init; } = "";

    /// <summary>The compiler's macros, as they travel; written when they are needed, so that what is remembered is not kept twice.</summary>
    public string MacroText => Mesh.Compile.Targets.MacroText.Write(Facts.Macros);

    /// <summary>Its target options, as they travel.</summary>
    public string OptionText => Facts.Family == CompilerFamily.Gcc ? TargetOptionText.Write(Facts.Options) : Trace;

    /// <summary>The options that choose among the targets of one compiler, or replace its defaults.</summary>
    public IReadOnlyList<string> Machine => Chosen(Options);

    /// <param name="source">Whose word it is, and on which file.</param>
    public static CompilerFacts Of(CompilerIdentity compiler, SourceLanguage language, IReadOnlyList<string> options, string key, FactsSource source, string macros, string states)
    {
        var facts = TargetFacts.Of(compiler, language, macros, states);
        var chosen = string.Join("\0", Chosen(options));
        var identity = Digest.Name($"{CanarySources.Edition}\0{compiler.FullVersion}\0{compiler.Triplet}\0{source.File}\0{language}\0{chosen}");
        return new CompilerFacts(facts, options, PinTable.For(facts, options), key, $"{source.User} {identity}")
        {
            Trace = compiler.Family == CompilerFamily.Gcc ? "" : states,
        };
    }

    // With them all that can replace a pin: a match was made under these, and says nothing of a compile without them.
    private static IReadOnlyList<string> Chosen(IReadOnlyList<string> options) =>
        [.. options.Where((option, at) => option.StartsWith("-m", StringComparison.Ordinal) || PinTable.IsPin(option)
            || option == "-Xclang" || (at > 0 && options[at - 1] == "-Xclang"))];
}
