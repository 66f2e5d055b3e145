namespace Mesh.Compile.Classification;

/// <summary>A file that a compile makes, and its place as the caller's compiler would name it.</summary>
internal sealed record PlannedOutput(OutputKind Kind, string Path);
