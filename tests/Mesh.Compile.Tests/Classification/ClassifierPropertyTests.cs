using FsCheck;
using FsCheck.Fluent;
using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;

namespace Mesh.Compile.Tests.Classification;

public sealed class ClassifierPropertyTests
{
    private static readonly string[] Fragments = ["-c", "-S", "x.c", "y.cc", "-o", "x.o", "-", "", "@", "-x", "c", "c++", "native", "-Wa,--noexecstack", "-Wp,-MD,x.d", "-MD", "-DA=1", "/dev/null", "\0", "-g"];

    [Fact]
    public void Whatever_is_typed_there_is_a_verdict_and_a_plan_sends_only_what_a_helper_accepts()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(CommandLines(), (string[] words) =>
        {
            foreach (var family in (CompilerFamily[])[CompilerFamily.Gcc, CompilerFamily.Clang])
            {
                var verdict = Classifier.Classify(["gcc", .. words], family, new Dictionary<string, string>(), "/work");
                Assert.True(verdict switch
                {
                    Mesh.Compile.Classification.Classification.Local(var reason) => LocalReasons.Meanings.ContainsKey(reason.Code) && reason.Text.Length > 0,
                    Mesh.Compile.Classification.Classification.Remote(var plan) => IsAcceptedByHelpers(plan),
                    _ => false,
                });
            }
        }));
    }

    private static bool IsAcceptedByHelpers(CompilePlan plan) =>
        HelperCommand.TryBuild(plan.Family, plan.Language, plan.Mode, plan.Kind, plan.TravellingOptions, plan.Source, "out", out _, out _)
        && !plan.CompileOptions.Any(option => option.StartsWith("-I") || option.StartsWith("-D"))
        && plan.PreprocessCommand("gcc", plan.Dependencies is null ? null : "t.d")[^1] == plan.Source;

    private static Arbitrary<string[]> CommandLines()
    {
        string[] names = [.. OptionTable.For(CompilerFamily.Clang).Rows.Select(row => row.Name)];
        var name = Gen.Elements(names);
        var word = Gen.OneOf(Gen.Elements(Fragments), name, name.SelectMany(option => Gen.Elements(Fragments).Select(value => option + value)), ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get));
        return Arb.From(Gen.OneOf(Gen.ArrayOf(word), Gen.ArrayOf(Gen.Elements(names)).Select(options => (string[])[.. options.Take(3), "-c", "x.c"])));
    }
}
