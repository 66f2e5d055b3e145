namespace Mesh.Compile.Classification;

/// <summary>How far the client preprocesses before the source travels.</summary>
internal enum PreprocessMode
{
    /// <summary>Everything expanded (<c>-E</c>).</summary>
    Full,

    /// <summary>
    /// Includes and conditions resolved, macros left for the helper (<c>-E -fdirectives-only</c>): cheaper for the client, and the
    /// helper's compiler sees the tokens as the local one would, so that diagnostics and debug columns are the same.
    /// </summary>
    DirectivesOnly,

    /// <summary>
    /// clang's counterpart (<c>-E -frewrite-includes</c>): headers stand where they were included and conditions are decided; all else is the source's own text, comments
    /// and macros included, so that diagnostics and columns are the same.
    /// </summary>
    RewrittenIncludes,

    /// <summary>Not at all: the files themselves travel, for what a compiler says of them (gcc's).</summary>
    SourceTree,
}
