namespace Mesh.Compile.Classification;

internal enum OutputKind
{
    Object,
    Assembly,
}
