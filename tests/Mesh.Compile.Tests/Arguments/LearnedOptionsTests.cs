using System.Text;
using Mesh.Compile.Arguments;
using Mesh.Compile.Targets;
using Mesh.Compile.Tests.Compilers;

namespace Mesh.Compile.Tests.Arguments;

public sealed class LearnedOptionsTests
{
    private const string Help = """
        The following options control optimizations:
          -fbraid-loops               Braid loops that share a counter.
          -fbraid-depth=<number>      Braid at most that many of them.
          -fbraid-model=[fast|small]  How it is judged whether
                                      braiding pays.
          -fbraid-hints=              Take hints.
          -finline                    Known for long.
          -fbraid-log                 Print what was braided to the
                                      terminal.
          -fbraid-map=<file>          Take the braids from there.
          -fbraid-save                Write what was
                                      braided.
          --param=braid=<1,9>         Not for this list.
        The following options are target specific:
          -mbraid=                    Choose the braiding unit.
          -mbraid-unit-of=            Nothing lists what this may be.
          -mbraider                   Use the braiding unit.

          Known braiding units (for use with the -mbraid= option):
            old new

        """;

    [Fact]
    public void What_is_on_or_off_or_takes_a_listed_word_or_a_number_is_learned() =>
        Assert.Equal(["-fbraid-depth=", "-fbraid-loops", "-fbraid-model=", "-mbraid=", "-mbraider"], LearnedOptions.Read(Help));

    [Theory]
    [InlineData("-fbraid-loops", true)]
    [InlineData("-fno-braid-loops", true)]
    [InlineData("-mno-braider", true)]
    [InlineData("-fbraid-depth=4", true)]
    [InlineData("-fbraid-depths=4", false)]
    [InlineData("-fbraid-map=x", false)]
    [InlineData("-fbraid-log", false)]
    public void A_table_that_has_learned_them_finds_them(string word, bool isFound)
    {
        var table = OptionTable.Knowing(LearnedOptions.Read(Help));

        Assert.Equal(isFound, table.Find(word)?.Use == OptionUse.Travel);
        Assert.Null(OptionTable.For(CompilerFamily.Gcc).Find(word));
        Assert.Equal(OptionUse.Local, table.Find("-fprofile-use")!.Use);
    }

    [Theory]
    [InlineData("gcc version 14.2.0 (Debian 14.2.0-19)", false)]
    [InlineData("gcc version 15.1.0 (GCC)", true)]
    [InlineData("clang version 99.0.0", false)]
    public void Only_a_gcc_that_the_table_is_too_old_for_is_asked(string words, bool isAsked) =>
        Assert.Equal(isAsked, LearnedOptions.AreThere(CompilerIdentity.Parse("Target: x86_64-linux-gnu\n" + words)!));

    [Fact]
    public async Task Of_the_gcc_here_whatever_a_poorer_table_would_learn_is_harmless()
    {
        Assert.SkipUnless(Tool.Exists("gcc"), "gcc is not installed");
        var help = await Tool.RunAsync(["gcc", .. LearnedOptions.Question], "/", null, TestContext.Current.CancellationToken);
        Assert.Subset(GccHelpTests.LeftOut, LearnedOptions.Read(Encoding.UTF8.GetString(help.Stdout)).ToHashSet()); // the table has all the others

        // As if the table knew nothing: every name has to be one that the real table lets travel.
        var renamed = Encoding.UTF8.GetString(help.Stdout).Replace("  -f", "  -fnew-", StringComparison.Ordinal).Replace("  -m", "  -mnew-", StringComparison.Ordinal);
        var learned = LearnedOptions.Read(renamed).Where(name => name.Contains("new-", StringComparison.Ordinal)).Select(name => name.Replace("new-", "", StringComparison.Ordinal)).ToList();
        var table = OptionTable.For(CompilerFamily.Gcc);

        Assert.True(learned.Count > 300, $"{learned.Count}");
        Assert.Equal("", string.Join(" ", learned.Where(name => table.Find(name) is { Use: OptionUse.Local })));
    }
}
