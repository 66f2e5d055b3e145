namespace Mesh.Compile.Layout;

/// <summary>The words that begin or continue a guarded statement.</summary>
internal enum CodeWord
{
    Other,
    If,
    Else,
    For,
    While,
    Do,
    Switch,
}
