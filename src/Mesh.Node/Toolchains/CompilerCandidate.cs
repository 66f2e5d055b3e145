namespace Mesh.Node.Toolchains;

/// <summary>A file on PATH with a compiler's name. <paramref name="Path"/> is what is run.</summary>
internal sealed record CompilerCandidate(string Path, FileStamp Stamp);
