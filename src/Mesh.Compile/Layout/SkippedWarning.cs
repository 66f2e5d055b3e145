namespace Mesh.Compile.Layout;

/// <summary>What gcc may say of a file even where it skips a group, of which directives-only text has nothing.</summary>
internal enum SkippedWarning
{
    None,

    /// <summary>A warning that is among those of <c>-Wall</c>.</summary>
    OnRequest,

    /// <summary>One that is given unless it is turned off.</summary>
    Always,
}
