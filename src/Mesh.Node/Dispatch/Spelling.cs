using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Targets;

namespace Mesh.Node.Dispatch;

/// <summary>The words by which the peer protocol names what a plan is made of (docs/PROTOCOL.md).</summary>
internal static class Spelling
{
    public static string Of(CompilerFamily family) => family switch
    {
        CompilerFamily.Gcc => "gcc",
        CompilerFamily.Clang => "clang",
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, null),
    };

    public static string Of(VersionPolicy policy) => policy switch
    {
        VersionPolicy.Exact => "exact",
        VersionPolicy.Minor => "minor",
        VersionPolicy.Major => "major",
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, null),
    };

    public static string Of(SourceLanguage language) => language switch
    {
        SourceLanguage.C => "c",
        SourceLanguage.Cxx => "c++",
        _ => throw new ArgumentOutOfRangeException(nameof(language), language, null),
    };

    public static string Of(PreprocessMode mode) => mode switch
    {
        PreprocessMode.Full => "full",
        PreprocessMode.DirectivesOnly => "directives-only",
        PreprocessMode.RewrittenIncludes => "rewritten-includes",
        PreprocessMode.SourceTree => "source-tree",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    public static string Of(OutputKind kind) => kind switch
    {
        OutputKind.Object => "object",
        OutputKind.Assembly => "assembly",
        OutputKind.StackUsage => "stack-usage",
        OutputKind.CallGraph => "call-graph",
        OutputKind.SplitDebug => "split-debug",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
