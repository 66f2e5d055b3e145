namespace Mesh.Compile.Classification;

/// <summary>The make rule that the client's preprocessor writes beside the object.</summary>
/// <param name="Path">Where the bare compiler would have written it.</param>
/// <param name="SystemHeaders">Whether system headers are listed (<c>-MD</c>) or not (<c>-MMD</c>).</param>
/// <param name="PhonyTargets">Whether each header gets an empty rule of its own (<c>-MP</c>).</param>
/// <param name="Targets">What the rule is for: <c>-MT</c> or <c>-MQ</c> with its value, the compiler's own default spelled out.</param>
internal sealed record DependencyFile(string Path, bool SystemHeaders, bool PhonyTargets, IReadOnlyList<(string Flag, string Value)> Targets);
