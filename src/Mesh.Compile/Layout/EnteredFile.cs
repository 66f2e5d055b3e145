namespace Mesh.Compile.Layout;

/// <summary>A file whose text is in a preprocessed text.</summary>
/// <param name="Name">As the preprocessor opened it: relative to its working directory.</param>
/// <param name="IsSystem">Whether warnings about it are kept back.</param>
/// <param name="IsExternC">Whether it is of a directory whose headers are C, whatever includes them (GNU cpp's flag 4).</param>
internal readonly record struct EnteredFile(string Name, bool IsSystem, bool IsExternC = false);
