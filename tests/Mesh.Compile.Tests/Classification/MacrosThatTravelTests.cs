using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;

namespace Mesh.Compile.Tests.Classification;

/// <summary>clang's text keeps macros as they are, so the options that define them go with it, and with no other text.</summary>
public sealed class MacrosThatTravelTests
{
    [Theory]
    [InlineData("clang -DA=1 -U B -Iinc -undef -Wp,-DC,-Iinc -c x.c", nameof(PreprocessMode.RewrittenIncludes), "-DA=1 -U B -undef -Wp,-DC")]
    [InlineData("clang -DA -include a.h -c x.c -lm", nameof(PreprocessMode.RewrittenIncludes), "-DA")]
    [InlineData("clang -DA -imacros a.h -c x.c", nameof(PreprocessMode.Full), "")]
    [InlineData("clang -D__DATE__=1 -c x.c", nameof(PreprocessMode.Full), "")]
    [InlineData("clang -DA=__COUNTER__ -c x.c", nameof(PreprocessMode.Full), "")]
    [InlineData("gcc -DA -c x.c", nameof(PreprocessMode.DirectivesOnly), "")]
    public void Only_what_defines_macros_goes_with_the_text(string command, string mode, string travelling)
    {
        var plan = Plan(command);

        Assert.Equal((mode, travelling), ($"{plan.Mode}", string.Join(' ', plan.TravellingOptions)));
    }

    [Theory]
    [InlineData("-DA", nameof(PreprocessMode.RewrittenIncludes), true)]
    [InlineData("-Wp,-DA,-UB", nameof(PreprocessMode.RewrittenIncludes), true)]
    [InlineData("-Wp,-DA,-I/etc", nameof(PreprocessMode.RewrittenIncludes), false)]
    [InlineData("-Wp,-MD,x.d", nameof(PreprocessMode.RewrittenIncludes), false)]
    [InlineData("-I/etc", nameof(PreprocessMode.RewrittenIncludes), false)]
    [InlineData("-include/etc/passwd", nameof(PreprocessMode.RewrittenIncludes), false)]
    [InlineData("-lm", nameof(PreprocessMode.RewrittenIncludes), false)]
    [InlineData("-DA", nameof(PreprocessMode.Full), false)]
    public void A_helper_takes_no_more(string option, string mode, bool accepted) => Assert.Equal(accepted,
        HelperCommand.TryBuild(CompilerFamily.Clang, SourceLanguage.C, Enum.Parse<PreprocessMode>(mode), OutputKind.Object, [option], "x.c", "out", out _, out _));

    [Fact]
    public void Gcc_has_no_such_text() => Assert.False(
        HelperCommand.TryBuild(CompilerFamily.Gcc, SourceLanguage.C, PreprocessMode.RewrittenIncludes, OutputKind.Object, [], "x.c", "out", out _, out _));

    [Theory]
    [InlineData("clang -DA -c x.c", true)]
    [InlineData("clang -fsanitize=address -c x.c", false)]
    [InlineData("clang -imacros a.h -c x.c", false)]
    [InlineData("gcc -O2 -Wall -c x.c", true)]
    [InlineData("gcc -fopenmp -c x.c", false)]
    [InlineData("gcc -g -c x.c", false)] // columns stand in these
    [InlineData("gcc -flto -c x.c", false)]
    [InlineData("gcc -fsanitize=undefined -c x.c", false)]
    public void Text_that_turns_out_unfit_may_be_expanded_instead(string command, bool can)
    {
        var expanded = Plan(command).Expanded();

        Assert.Equal(can ? PreprocessMode.Full : null, expanded?.Mode);
        Assert.DoesNotContain("-DA", expanded?.TravellingOptions ?? []);
    }

    private static CompilePlan Plan(string command)
    {
        string[] words = command.Split(' ');
        var family = words[0] == "clang" ? CompilerFamily.Clang : CompilerFamily.Gcc;
        return Assert.IsType<Mesh.Compile.Classification.Classification.Remote>(Classifier.Classify(words, family, new Dictionary<string, string>(), "/work")).Plan;
    }
}
