namespace Mesh.Node.Toolchains;

/// <summary>A file with a compiler's name. <paramref name="Path"/> is what is run.</summary>
internal sealed record CompilerCandidate(string Path, FileStamp Stamp, ToolchainOrigin Origin);
