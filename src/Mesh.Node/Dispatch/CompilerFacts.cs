using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Wire;

namespace Mesh.Node.Dispatch;

/// <summary>What the caller's compiler says of itself under a job's options, and what is asked of peers because of it.</summary>
/// <param name="Facts">What the compiler said.</param>
/// <param name="MacroText">Its macros, as they travel.</param>
/// <param name="OptionText">Its target options, as they travel.</param>
/// <param name="Options">The job's options that bear on the code.</param>
/// <param name="Pins">The compiler's own defaults, spelt as options.</param>
/// <param name="Key">Stands for all of it.</param>
/// <param name="Identity">Stands for the compiler's file, the language and the options that choose the target.</param>
internal sealed record CompilerFacts(TargetFacts Facts, string MacroText, string OptionText, IReadOnlyList<string> Options, IReadOnlyList<string> Pins, string Key, string Identity)
{
    /// <summary>The options that choose among the targets of one compiler, or replace its defaults.</summary>
    public IReadOnlyList<string> Machine => Chosen(Options);

    public static CompilerFacts Of(CompilerIdentity compiler, SourceLanguage language, IReadOnlyList<string> options, string key, string file, string macros, string states)
    {
        var facts = TargetFacts.Of(compiler, language, macros, states);
        var carried = compiler.Family == CompilerFamily.Gcc ? TargetOptionText.Compact(states) : states;
        var pins = PinTable.For(facts, options);
        return new CompilerFacts(facts, macros, carried, options, pins, key, Digest.Name($"{CanarySources.Edition}\0{compiler.FullVersion}\0{compiler.Triplet}\0{file}\0{language}\0{string.Join("\0", Chosen(options))}"));
    }

    // With them all that can replace a pin: a match was made under these, and says nothing of a compile without them.
    private static IReadOnlyList<string> Chosen(IReadOnlyList<string> options) =>
        [.. options.Where((option, at) => option.StartsWith("-m", StringComparison.Ordinal) || PinTable.IsPin(option)
            || option == "-Xclang" || (at > 0 && options[at - 1] == "-Xclang"))];
}
