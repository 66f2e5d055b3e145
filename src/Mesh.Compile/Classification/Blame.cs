namespace Mesh.Compile.Classification;

/// <summary>What speaks against a remote compile: a code of <see cref="LocalReasons"/> and a sentence.</summary>
internal sealed record Blame(string Code, string Text);
