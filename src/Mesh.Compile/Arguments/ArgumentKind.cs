namespace Mesh.Compile.Arguments;

internal enum ArgumentKind
{
    Option,
    Input,
    Unknown,

    /// <summary>A known option whose value should have followed, at the end of the line.</summary>
    Incomplete,
}
