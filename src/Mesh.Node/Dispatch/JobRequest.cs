using Mesh.Compile.Classification;
using Mesh.Compile.Targets;
using Mesh.Wire.Messages;

namespace Mesh.Node.Dispatch;

/// <summary>Puts a plan into the words of the wire.</summary>
internal static class JobRequest
{
    /// <summary>The output that is nothing but what the compiler prints.</summary>
    public const string Messages = "messages";

    /// <summary>The variable that makes a compiler speak in this locale, whatever else is set.</summary>
    public static string LocaleIs(string locale) => "LC_ALL=" + locale;

    /// <param name="match">What the peer that is to have it has offered.</param>
    /// <param name="environment">The caller's variables; those that mean something to a compile of preprocessed text travel.</param>
    public static Job Of(CompilePlan plan, CompilerIdentity compiler, string match, IEnumerable<string> environment) => new()
    {
        JobId = 0, // the connection's matter
        Codec = "",
        Triplet = compiler.Triplet,
        Compiler = Spelling.Of(compiler.Family),
        CompilerVersion = compiler.Version,
        Language = Spelling.Of(plan.Language),
        PreprocessMode = Spelling.Of(plan.Mode),
        Options = plan.TravellingOptions,
        SourceName = plan.Source,
        Outputs = [.. plan.Outputs.Select(output => Spelling.Of(output.Kind))],
        SplitName = plan.SplitName ?? "",
        Match = match,
        Env = [.. environment.Where(entry => entry.StartsWith("SOURCE_DATE_EPOCH=", StringComparison.Ordinal))],
    };
}
