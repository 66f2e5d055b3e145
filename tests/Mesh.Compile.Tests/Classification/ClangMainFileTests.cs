using Mesh.Compile.Classification;

namespace Mesh.Compile.Tests.Classification;

public sealed class ClangMainFileTests
{
    [Theory]
    [InlineData("x.c", "-Iabsent", false)]
    [InlineData("./x.c", "-I.", false)]
    [InlineData("sub/x.c", "-Isub -I inc", false)]
    [InlineData("/home/p/src/x.c", "-I/home/p/src -isystem /usr/include", false)]
    [InlineData("sub/../x.c", "", true)]
    [InlineData("/home/p/build/x.c", "", true)]
    [InlineData("/home/p/src/x.c", "-I../src", true)]
    [InlineData("../src/x.c", "-isystem /home/p/./src/", true)]
    [InlineData("../src/x.c", "-iquote /home/p/other", false)]
    public void A_directory_of_two_names_is_noticed(string source, string options, bool two) =>
        Assert.Equal(two, ClangMainFile.HasTwoNames(source, options.Split(' '), "/home/p/build"));
}
