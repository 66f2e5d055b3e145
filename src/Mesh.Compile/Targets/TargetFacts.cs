using Mesh.Compile.Arguments;

namespace Mesh.Compile.Targets;

/// <summary>
/// What a compiler itself says of the code that it makes in one language under certain options: its predefined macros and the state of its
/// target options. Two compilers that say the same make the same code; their names say nothing.
/// </summary>
internal sealed record TargetFacts
{
    public required CompilerFamily Family { get; init; }

    public required string Version { get; init; }

    /// <summary>The compiler's own name for its target (<c>-dumpmachine</c>); a hint, never a proof.</summary>
    public required string Triplet { get; init; }

    public required SourceLanguage Language { get; init; }

    /// <summary>By name, of <c>-dM -E</c>; a macro with parameters has them in its name.</summary>
    public required IReadOnlyDictionary<string, string> Macros { get; init; }

    /// <summary>gcc: each option of <c>-Q --help=target</c> with its state. clang: what its driver tells its compiler (<c>-###</c>).</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    public static TargetFacts Of(CompilerIdentity compiler, SourceLanguage language, string macros, string options) => new()
    {
        Family = compiler.Family,
        Version = compiler.Version,
        Triplet = compiler.Triplet,
        Language = language,
        Macros = MacroText.Parse(macros),
        Options = compiler.Family == CompilerFamily.Gcc ? TargetOptionText.Parse(options) : DriverTrace.Parse(options),
    };

    public bool Defines(string macro) => Macros.ContainsKey(macro);

    public string? Macro(string name) => Macros.TryGetValue(name, out var value) ? value : null;

    /// <summary>The value of a target option; null where the compiler has no such option or leaves it empty.</summary>
    public string? Option(string name) => Options.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public bool IsEnabled(string option) => Option(option) == TargetOptionText.Enabled;
}
