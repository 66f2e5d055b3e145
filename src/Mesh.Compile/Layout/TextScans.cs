using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;

namespace Mesh.Compile.Layout;

/// <summary>All that a helper has to look for in a text, besides what every text is looked through for (<see cref="Objects.SourceScan"/>).</summary>
internal static class TextScans
{
    /// <summary>New ones, for one text.</summary>
    public static IReadOnlyList<ITextScan> For(CompilerFamily family, PreprocessMode mode, IReadOnlyList<string> options) =>
        [.. (family == CompilerFamily.Gcc ? ForGcc(mode, options) : ForClang(mode, options))];

    private static IEnumerable<ITextScan> ForGcc(PreprocessMode mode, IReadOnlyList<string> options)
    {
        if (IndentationScan.IsWanted(options, mode))
        {
            yield return new IndentationScan();
        }

        if (mode == PreprocessMode.DirectivesOnly)
        {
            yield return new LostPragmaScan();
        }
    }

    private static IEnumerable<ITextScan> ForClang(PreprocessMode mode, IReadOnlyList<string> options)
    {
        if (HeaderAlignmentScan.For(options) is { } alignment)
        {
            yield return alignment;
        }

        if (EmptyBodyScan.IsWanted(options))
        {
            yield return new EmptyBodyScan();
        }

        yield return mode == PreprocessMode.RewrittenIncludes ? new RewrittenTextScan() : new ClangTextScan(ClangTextScan.HasDebug(options));
    }
}
