using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Objects;
using Mesh.Compile.Targets;

namespace Mesh.Node.Dispatch;

/// <summary>Holds what a peer sent against what was asked of it. Pure.</summary>
internal static class ResultCheck
{
    /// <summary>Null when every file is there and is what it should be.</summary>
    public static ObjectFault? Mismatch(Journey journey, IReadOnlyList<RemoteFile> files)
    {
        var wanted = Expected(journey, files);
        if (!wanted.Select(output => Spelling.Of(output.Kind)).SequenceEqual(files.Select(file => file.OutputKind)))
        {
            return new ObjectFault($"it sent {Names(files.Select(file => file.OutputKind))}, not {Names(wanted.Select(output => Spelling.Of(output.Kind)))}");
        }

        return wanted.Zip(files, (output, file) => Mismatch(output.Kind, file.Bytes.Span, journey.Facts.Facts)).FirstOrDefault(mismatch => mismatch is not null);
    }

    /// <summary>What is to be written of files that have passed.</summary>
    public static IReadOnlyList<WrittenOutput> Outputs(Journey journey, IReadOnlyList<RemoteFile> files) =>
        [.. Expected(journey, files).Zip(files, (output, file) => new WrittenOutput(output.Path, journey.ReplacementOf(output.Kind), file.Bytes))];

    /// <summary>Null where each output of a plan can be checked, or needs no check; else why not.</summary>
    public static string? WhyUncheckable(CompilePlan plan, TargetFacts facts) =>
        plan.Outputs.Any(output => output.Kind is OutputKind.Object or OutputKind.SplitDebug) ? ObjectCheck.WhyUncheckable(facts) : null;

    private static ObjectFault? Mismatch(OutputKind kind, ReadOnlySpan<byte> file, TargetFacts facts) => kind switch
    {
        OutputKind.Object => ObjectCheck.Mismatch(file, facts),
        OutputKind.SplitDebug => ObjectCheck.SplitMismatch(file, facts),
        _ => null,
    };

    // clang makes the file with the first function that it writes into it.
    private static IReadOnlyList<PlannedOutput> Expected(Journey journey, IReadOnlyList<RemoteFile> files) =>
        journey.Compiler.Family == CompilerFamily.Clang && !files.Any(file => file.OutputKind == Spelling.Of(OutputKind.StackUsage))
            ? [.. journey.Plan.Outputs.Where(output => output.Kind != OutputKind.StackUsage)]
            : journey.Plan.Outputs;

    private static string Names(IEnumerable<string> kinds) => string.Join(" and ", kinds.DefaultIfEmpty("nothing"));
}
