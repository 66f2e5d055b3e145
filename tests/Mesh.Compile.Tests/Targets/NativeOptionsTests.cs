using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Targets;

namespace Mesh.Compile.Tests.Targets;

public sealed class NativeOptionsTests
{
    private const string GccSays = " /usr/lib/gcc/x86_64-linux-gnu/12/cc1 -quiet /dev/null \"-march=znver3\" -mavx -mno-fma4 --param \"l1-cache-size=48\" \"-mtune=znver3\" -quiet -o /tmp/x.s\n as --64\n";
    private const string ClangSays = " \"/usr/bin/clang\" \"-cc1\" \"-triple\" \"x86_64\" \"-target-cpu\" \"znver3\" \"-target-feature\" \"+avx\" \"-target-feature\" \"-avx2\" \"-mllvm\" \"-x\"\n";

    [Theory]
    [InlineData("gcc -O2 -march=native -c x.c", "gcc -march=znver3 -mavx -mno-fma4 --param=l1-cache-size=48 -mtune=znver3 -O2 -c x.c")]
    [InlineData("gcc -mno-avx -march=native -mtune=native x.c", "gcc -march=znver3 -mavx -mno-fma4 --param=l1-cache-size=48 -mtune=znver3 -mno-avx x.c")]
    public void Gccs_meaning_comes_before_the_users_other_options(string command, string expected) =>
        Assert.Equal(expected, string.Join(' ', NativeOptions.Expand(CompilerFamily.Gcc, command.Split(' '), GccSays)!));

    [Fact]
    public void Clangs_meaning_goes_to_the_compiler_proper()
    {
        var expanded = NativeOptions.Expand(CompilerFamily.Clang, "clang -march=native -mno-avx2 -c x.c".Split(' '), ClangSays)!;
        Assert.Equal("clang -Xclang -target-cpu -Xclang znver3 -Xclang -target-feature -Xclang +avx -Xclang -target-feature -Xclang -avx2 -mno-avx2 -c x.c", string.Join(' ', expanded));
        Assert.IsType<Mesh.Compile.Classification.Classification.Remote>(Classifier.Classify(expanded, CompilerFamily.Clang, new Dictionary<string, string>()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" /usr/lib/gcc/avr/12/cc1 -quiet \"-march=native\"\n")]
    [InlineData("gcc: error: unrecognized -mcpu target: native\n")]
    [InlineData("gcc: warning: '-mcpu=' is deprecated; use '-mtune=' or '-march=' instead\n" + GccSays)]
    public void An_answer_that_settles_nothing_leaves_the_command_alone(string trace) =>
        Assert.Null(NativeOptions.Expand(CompilerFamily.Gcc, ["gcc", "-march=native"], trace));

    [Theory]
    [InlineData(null, "-Xclang -target-cpu -Xclang znver3 -O2 -Xclang -target-feature -Xclang -avx2")]
    [InlineData("-Xclang -load", "-Xclang -load -Xclang x.so")]
    [InlineData("-Xclang x.so", "-Xclang -target-cpu -Xclang -load -Xclang x.so")]
    [InlineData("-Xclang /etc/passwd", "-Xclang -target-cpu -Xclang /etc/passwd")]
    [InlineData("-target-feature", "-Xclang -target-feature")]
    public void Only_words_that_choose_a_processor_reach_the_compiler_proper(string? refused, string options)
    {
        var said = HelperCommand.RefusedOption(OptionTable.For(CompilerFamily.Clang), options.Split(' '));
        Assert.Equal(refused, said);
    }
}
