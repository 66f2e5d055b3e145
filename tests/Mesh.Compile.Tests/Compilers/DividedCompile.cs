using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Layout;
using Mesh.Compile.Objects;
using Mesh.Compile.Targets;

namespace Mesh.Compile.Tests.Compilers;

/// <summary>Does by hand what client and helper do: classify, preprocess at home, compile elsewhere, put the results in place.</summary>
internal static class DividedCompile
{
    public static CompilerFamily FamilyOf(string compiler) => compiler.Contains("clang") ? CompilerFamily.Clang : CompilerFamily.Gcc;

    public static async Task<CompilePlan> RunAsync(IReadOnlyList<string> argv, SourceTree tree, CancellationToken cancel)
    {
        var version = await Tool.RunAsync([argv[0], "-v"], tree.Root, null, cancel);
        var identity = CompilerIdentity.Parse(version.ErrorText)!;
        var verdict = Classifier.Classify(argv, FamilyOf(argv[0]), new Dictionary<string, string>(), tree.Root, compilerMajor: identity.Major);
        Assert.True(verdict is Mesh.Compile.Classification.Classification.Remote, verdict.ToString());
        var plan = ((Mesh.Compile.Classification.Classification.Remote)verdict).Plan;
        string? rule = plan.Dependencies is null ? null : Path.Combine(tree.HelperRoot, "rule.d");

        var text = await Tool.RunAsync(plan.PreprocessCommand(argv[0], rule), tree.Root, null, cancel);
        AssertSilent(text.ExitCode, text.Stderr, "preprocessing");
        AssertFit(plan.Mode, text.Stdout);

        byte[] made = await CompileAsync(argv[0], plan, identity, text.Stdout, tree.HelperRoot, cancel);
        if (plan.Kind == OutputKind.Object)
        {
            var facts = await RealFacts.OfAsync(argv[0], plan.Language, TargetOptions.Select(plan.CompileOptions), cancel);
            Assert.Null(ObjectCheck.Mismatch(made, facts));
        }

        await File.WriteAllBytesAsync(Path.Combine(tree.Root, plan.Output), made, cancel);
        foreach (var file in plan.Beside.Where(file => File.Exists(Beside(tree, plan, file))))
        {
            if (file.Kind == OutputKind.SplitDebug)
            {
                var facts = await RealFacts.OfAsync(argv[0], plan.Language, TargetOptions.Select(plan.CompileOptions), cancel);
                Assert.Null(ObjectCheck.SplitMismatch(File.ReadAllBytes(Beside(tree, plan, file)), facts));
            }

            File.Move(Beside(tree, plan, file), Path.Combine(tree.Root, file.Path), overwrite: true);
        }

        if (plan.Dependencies is { } dependencies)
        {
            File.Move(rule!, Path.Combine(tree.Root, dependencies.Path), overwrite: true);
        }

        return plan;
    }

    private static string Beside(SourceTree tree, CompilePlan plan, PlannedOutput file) =>
        Path.Combine(tree.HelperRoot, plan.SplitName is { } name && SplitName.IsPlace(plan.Family) ? SourceName.WithSuffixInPlace(name, SideFiles.Suffix(file.Kind)) : "result" + SideFiles.Suffix(file.Kind));

    private static async Task<byte[]> CompileAsync(string compiler, CompilePlan plan, CompilerIdentity identity, byte[] text, string directory, CancellationToken cancel)
    {
        string output = Path.Combine(directory, "result");
        if (plan.SplitName is { } name && SplitName.IsPlace(plan.Family))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(directory, name))!);
        }

        Assert.True(HelperCommand.TryBuild(plan.Family, plan.Language, plan.Mode, plan.Kind, plan.TravellingOptions, plan.Source, output, out var arguments, out var refused, identity.Major, splitName: plan.SplitName), refused);
        var done = await Tool.RunAsync([compiler, .. arguments], directory, text, cancel);
        Assert.Empty(done.Stdout);
        AssertSilent(done.ExitCode, done.Stderr, "compiling");
        return await File.ReadAllBytesAsync(output, cancel);
    }

    private static void AssertSilent(int exitCode, byte[] stderr, string step) =>
        Assert.True(exitCode == 0 && stderr.Length == 0, $"{step}: exit code {exitCode}: {System.Text.Encoding.UTF8.GetString(stderr)}");

    private static void AssertFit(PreprocessMode mode, byte[] text)
    {
        var scan = new SourceScan(mode, hasSourceDateEpoch: false);
        for (int at = 0; at < text.Length; at += 65536)
        {
            Assert.Null(scan.Unfit(text.AsSpan(at, Math.Min(65536, text.Length - at))));
        }

        var rewritten = new RewrittenTextScan();
        rewritten.Feed(mode == PreprocessMode.RewrittenIncludes ? text : []);
        Assert.Null(rewritten.Found);
    }
}
