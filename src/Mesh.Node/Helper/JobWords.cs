using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Targets;

namespace Mesh.Node.Helper;

/// <summary>The words of a Job frame, as this version understands them; null for a word of a later one.</summary>
internal static class JobWords
{
    public static CompilerFamily? Family(string word) => word switch
    {
        "gcc" => CompilerFamily.Gcc,
        "clang" => CompilerFamily.Clang,
        _ => null,
    };

    public static SourceLanguage? Language(string word) => word switch
    {
        "c" => SourceLanguage.C,
        "c++" => SourceLanguage.Cxx,
        _ => null,
    };

    public static VersionPolicy? Policy(string word) => word switch
    {
        "exact" => VersionPolicy.Exact,
        "minor" => VersionPolicy.Minor,
        "major" => VersionPolicy.Major,
        _ => null,
    };

    public static PreprocessMode? Mode(string word) => word switch
    {
        "full" => PreprocessMode.Full,
        "directives-only" => PreprocessMode.DirectivesOnly,
        "rewritten-includes" => PreprocessMode.RewrittenIncludes,
        "source-tree" => PreprocessMode.SourceTree,
        _ => null,
    };

    /// <summary>What the compiler prints while it makes an object that nobody wants.</summary>
    public const string Messages = "messages";

    public static OutputKind? Output(string word) => word switch
    {
        "object" or Messages => OutputKind.Object,
        "assembly" => OutputKind.Assembly,
        _ => null,
    };

    /// <summary>What may be wanted beside an object or assembly.</summary>
    public static OutputKind? Beside(string word) => word switch
    {
        "stack-usage" => OutputKind.StackUsage,
        "call-graph" => OutputKind.CallGraph,
        "split-debug" => OutputKind.SplitDebug,
        _ => null,
    };
}
