using Mesh.Compile.Arguments;
using Mesh.Node.Helper;

namespace Mesh.Node.Tests.Helper;

public sealed class JobOutputTests
{
    [Theory]
    [InlineData("gcc", "", "object", "output")]
    [InlineData("gcc", "", "object call-graph stack-usage", "output output.ci output.su")]
    [InlineData("gcc", "a/b.c/x.y.dwo", "object split-debug stack-usage", "output a/b.c/x.y.dwo a/b.c/x.y.su")]
    [InlineData("gcc", "./x.dwo", "object split-debug", "output ./x.dwo")]
    [InlineData("clang", "../x.dwo", "object split-debug stack-usage", "output output.dwo output.su")]
    [InlineData("clang", "/etc/x.dwo", "object split-debug", "output output.dwo")]
    public void An_output_lies_where_the_compiler_leaves_it(string family, string splitName, string words, string files) =>
        Assert.Equal(files, string.Join(' ', All(family, splitName, words)!.Select(output => output.File)));

    [Theory]
    [InlineData("/etc/x.dwo")]
    [InlineData("../x.dwo")]
    [InlineData("a/../../x.dwo")]
    [InlineData("a/..")]
    [InlineData("..dwo")]
    [InlineData(".dwo")]
    [InlineData("a/.dwo")]
    [InlineData("x.o")]
    [InlineData("a//x.dwo")]
    [InlineData("-o.dwo")]
    [InlineData("a/-o/x.dwo")]
    [InlineData("a b.dwo")]
    [InlineData("a\nb.dwo")]
    [InlineData("%b.dwo")]
    [InlineData("output/x.dwo")]
    [InlineData("./stdout/x.dwo")]
    [InlineData("stderr/x.dwo")]
    public void No_name_of_a_clients_leads_out_of_the_jobs_directory_or_into_what_stands_there(string splitName)
    {
        Assert.Null(All("gcc", splitName, "object split-debug"));
        Assert.Null(All("gcc", new string('a', 300) + "/x.dwo", "object split-debug"));
        Assert.Null(All("gcc", string.Concat(Enumerable.Repeat("a/", 600)) + "x.dwo", "object split-debug"));
    }

    [Theory]
    [InlineData("x.dwo", "object")]
    [InlineData("", "object split-debug")]
    [InlineData("x.dwo", "messages split-debug")]
    public void A_name_and_its_file_come_together(string splitName, string words) => Assert.Null(All("gcc", splitName, words));

    private static IReadOnlyList<JobOutput>? All(string family, string splitName, string words) =>
        JobOutput.All(words.Split(' '), splitName, family == "gcc" ? CompilerFamily.Gcc : CompilerFamily.Clang, 14);
}
