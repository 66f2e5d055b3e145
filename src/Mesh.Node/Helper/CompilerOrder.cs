using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Node.Processes;
using Mesh.Node.Toolchains;
using Mesh.Wire.Messages;

namespace Mesh.Node.Helper;

/// <summary>What a job means on this machine: which compiler runs with which arguments.</summary>
/// <param name="Outputs">What is made, the result first.</param>
internal sealed record CompilerOrder(Toolchain Toolchain, IReadOnlyList<string> Arguments, PreprocessMode Mode, IReadOnlyList<JobOutput> Outputs)
{
    public static CompilerOrder? TryMake(Job job, ToolchainRegistry toolchains, MatchDesk matches, out Refusal? refusal)
    {
        if (JobWords.Family(job.Compiler) is not { } family || JobWords.Language(job.Language) is not { } language)
            return Refuse(out refusal, RefusalReason.NoToolchain, $"{job.Compiler} for {job.Language} is not known here");
        if (JobWords.Mode(job.PreprocessMode) is not { } mode)
            return Refuse(out refusal, RefusalReason.Unfit, $"{job.PreprocessMode} text is not known here");
        if (job.Match.Length > 0 && matches.Find(job.Match) is null)
            return Refuse(out refusal, RefusalReason.NoToolchain, $"{job.Match} is no match of this node, or its compiler has changed");
        if (FindMatch(job, toolchains, matches, family, language) is not { } match)
            return Refuse(out refusal, RefusalReason.NoToolchain, $"asked for {job.Compiler} {job.CompilerVersion} for {job.Triplet} ({job.Language}); here: {Offer(toolchains)}");
        if (JobOutput.All(job.Outputs, job.SplitName, family, match.Toolchain.Identity.Major) is not { } outputs)
            return Refuse(out refusal, RefusalReason.Unfit, $"{string.Join(" and ", job.Outputs)} {job.SplitName} cannot be made here");
        if (mode == PreprocessMode.SourceTree)
            return ForTree(job, match, outputs, out refusal);
        if (!HelperCommand.TryBuild(family, language, mode, outputs[0].Kind, job.Options, job.SourceName, outputs[0].File, out var arguments, out var option, match.Toolchain.Identity.Major, match.Toolchain.Options, job.SplitName.Length > 0 ? job.SplitName : null))
            return Refuse(out refusal, RefusalReason.OptionNotAllowed, option!);
        refusal = null;
        return new CompilerOrder(match.Toolchain, [.. match.Pins, .. arguments], mode, outputs);
    }

    // Its files come later, and so do the arguments that name them.
    private static CompilerOrder? ForTree(Job job, Match match, IReadOnlyList<JobOutput> outputs, out Refusal? refusal)
    {
        if (match.Toolchain.Identity.Family != CompilerFamily.Gcc || outputs.Any(output => output.IsSent))
            return Refuse(out refusal, RefusalReason.Unfit, $"{job.PreprocessMode} is for gcc's messages alone");
        if ((HelperCommand.RefusedOption(match.Toolchain.Options ?? OptionTable.For(CompilerFamily.Gcc), job.Options) ?? job.Options.FirstOrDefault(option => option.StartsWith('@'))) is { } option)
            return Refuse(out refusal, RefusalReason.OptionNotAllowed, option);
        refusal = null;
        return new CompilerOrder(match.Toolchain, [.. match.Pins, .. job.Options], PreprocessMode.SourceTree, outputs);
    }

    /// <summary>Whether a compiler that succeeds need not make it: clang writes a file of stack usage with the first function that is in it.</summary>
    public bool MayLack(JobOutput output) => output.Kind == OutputKind.StackUsage && Toolchain.Identity.Family == CompilerFamily.Clang;

    public ChildCommand CommandFor(Job job, JobFolder folder) => new(Toolchain.Path, Arguments)
    {
        WorkingDirectory = folder.FullPath,
        Environment = JobEnvironment.Build(job.Env, Toolchain.Path, folder.FullPath),
    };

    private static Match? FindMatch(Job job, ToolchainRegistry toolchains, MatchDesk matches, CompilerFamily family, SourceLanguage language) =>
        job.Match.Length > 0 ? matches.Find(job.Match)
        : toolchains.Find(job.Triplet, family, job.CompilerVersion, language) is { } same ? new Match(same, [])
        : null;

    private static string Offer(ToolchainRegistry toolchains) =>
        toolchains.Current.Count == 0 ? "no compiler" : string.Join(", ", toolchains.Current.Select(toolchain => toolchain.ToString()));

    private static CompilerOrder? Refuse(out Refusal? refusal, RefusalReason reason, string detail)
    {
        refusal = new Refusal(reason, detail);
        return null;
    }
}
