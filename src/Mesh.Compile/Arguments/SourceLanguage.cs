namespace Mesh.Compile.Arguments;

internal enum SourceLanguage
{
    C,
    Cxx,
}
