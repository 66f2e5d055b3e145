namespace Mesh.Lab.Sources;

/// <param name="Whole">SHA-256 of every byte.</param>
/// <param name="Stripped">The same after <c>objcopy --strip-debug</c>: what of an object the program runs.</param>
internal sealed record BuiltFile(string Whole, string Stripped);
