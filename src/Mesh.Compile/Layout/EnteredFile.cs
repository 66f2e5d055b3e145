namespace Mesh.Compile.Layout;

/// <summary>A file whose text is in a preprocessed text.</summary>
/// <param name="Name">As the preprocessor opened it: relative to its working directory.</param>
/// <param name="IsSystem">Whether warnings about it are kept back.</param>
internal readonly record struct EnteredFile(string Name, bool IsSystem);
