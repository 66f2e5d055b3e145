namespace Mesh.Compile.Layout;

/// <summary>What gcc may say of a file even where it skips a group, of which directives-only text has nothing.</summary>
[Flags]
internal enum SkippedWarning
{
    None = 0,

    /// <summary><c>-Wcomment</c>, of <c>-Wall</c>.</summary>
    Comment = 1,

    /// <summary><c>-Wtrigraphs</c>, of <c>-Wall</c>.</summary>
    Trigraph = 2,

    /// <summary>Given unless it is turned off.</summary>
    Unasked = 4,
}
