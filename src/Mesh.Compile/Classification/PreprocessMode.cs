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
}
