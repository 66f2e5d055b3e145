using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using static Mesh.Compile.Tests.Classification.CommandLines;

namespace Mesh.Compile.Tests.Classification;

public sealed class SideFilesTests
{
    [Theory]
    [InlineData("gcc -fstack-usage -c src/x.c", "StackUsage x.su")]
    [InlineData("gcc -fstack-usage -S x.c -o out/y.s", "StackUsage out/y.su")]
    [InlineData("gcc -fcallgraph-info=su,da -c x.c -o out.d/y", "CallGraph out.d/y.ci")]
    [InlineData("gcc -fcallgraph-info -fstack-usage -c a.b.cc", "StackUsage a.b.su, CallGraph a.b.ci")]
    [InlineData("gcc -fstack-usage -c x.c -o a.b.obj", "StackUsage a.b.su")]
    [InlineData("gcc -fstack-usage -c x.c -o a.", "StackUsage a.su")]
    [InlineData("clang -fstack-usage -c x.c -o /out/y.o", "StackUsage /out/y.su")]
    [InlineData("gcc -c x.c", "")]
    public void Files_beside_the_result_are_named_as_the_compiler_names_them(string line, string files) =>
        Assert.Equal(files, string.Join(", ", Plan(line).Beside.Select(file => $"{file.Kind} {file.Path}")));

    [Theory]
    [InlineData("gcc -fstack-usage -c x.c -o .o")]
    [InlineData("clang -fstack-usage -c x.c -o out/.o")]
    [InlineData("gcc -fstack-usage -c x.c -o x.su")]
    [InlineData("gcc -fstack-usage -c x.c -o out/../x.su")]
    [InlineData("gcc -fstack-usage -MD -MF ./x.su -c x.c")]
    [InlineData("gcc -fcallgraph-info -x c -c x.ci")]
    public void What_compilers_may_call_otherwise_or_write_twice_stays_here(string line) => Assert.Equal("side-file", Reason(line).Code);

    [Theory]
    [InlineData("gcc -fstack-usage -c x.c", 10, false)]
    [InlineData("gcc -fstack-usage -c x.c", 0, false)]
    [InlineData("gcc -fstack-usage -c x.c", 11, true)]
    [InlineData("clang -fstack-usage -c x.c", 0, true)]
    public void A_gcc_that_has_other_rules_for_names_is_left_alone(string line, int major, bool travels) =>
        Assert.Equal(travels, Classify(line, compilerMajor: major) is Mesh.Compile.Classification.Classification.Remote);

    // "[with T = int]" is a message of g++'s that its own files quote.
    [Theory]
    [InlineData("de_DE.UTF-8", false)]
    [InlineData("en_US.UTF-8", true)]
    public void Words_of_another_language_stay_here(string locale, bool travels) => Assert.Equal(
        travels,
        Classifier.Classify(Words("g++ -fstack-usage -c x.cc"), CompilerFamily.Gcc, new Dictionary<string, string> { ["LANG"] = locale }, "/work", compilerMajor: 12)
            is Mesh.Compile.Classification.Classification.Remote);

    [Fact]
    public void The_preprocessor_hears_nothing_of_them() =>
        Assert.DoesNotContain(Plan("gcc -O2 -fstack-usage -fcallgraph-info -c x.c").PreprocessCommand("gcc", null), word => word.StartsWith("-fstack") || word.StartsWith("-fcall"));
}
