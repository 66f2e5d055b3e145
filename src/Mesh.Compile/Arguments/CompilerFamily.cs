namespace Mesh.Compile.Arguments;

/// <summary>Whose command line this is; decides which rows of the option table apply.</summary>
internal enum CompilerFamily
{
    Gcc,
    Clang,
}
