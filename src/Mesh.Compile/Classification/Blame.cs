namespace Mesh.Compile.Classification;

/// <summary>What speaks against a remote compile: a code of <see cref="LocalReasons"/> and a sentence.</summary>
/// <param name="Option">The option, as typed, where it is one that speaks against it.</param>
internal sealed record Blame(string Code, string Text, string? Option = null);
