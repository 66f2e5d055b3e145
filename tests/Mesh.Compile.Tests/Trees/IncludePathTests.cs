using Mesh.Compile.Layout;
using Mesh.Compile.Trees;

namespace Mesh.Compile.Tests.Trees;

public sealed class IncludePathTests
{
    private const string Said = """
        Using built-in specs.
        ignoring nonexistent directory "/usr/local/include/x86_64-linux-gnu"
        #include "..." search starts here:
         q
        #include <...> search starts here:
         inc
         sys
         /usr/include/c++/12
         /usr/include/c++/12/backward
         /usr/lib/gcc/12/include
         /usr/include
        End of search list.
        COMPILER_PATH=/usr/lib/gcc

        """;

    [Fact]
    public void Gcc_says_where_it_looks()
    {
        var search = IncludeSearch.Read(Said);

        Assert.NotNull(search);
        Assert.Equal(["q"], search.Quoted);
        Assert.Equal(["inc", "sys", "/usr/include/c++/12", "/usr/include/c++/12/backward", "/usr/lib/gcc/12/include", "/usr/include"], search.Bracketed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("#include <...> search starts here:\n /usr/include\n")]
    [InlineData("End of search list.\n")]
    public void What_lacks_the_list_is_none(string said) => Assert.Null(IncludeSearch.Read(said));

    [Fact]
    public void Headers_tell_of_what_kind_their_directory_is()
    {
        EnteredFile[] entered =
        [
            new("x.cc", false), new("inc/a.h", false), new("sys/b.h", true, true), new("/usr/include/c++/12/vector", true),
            new("/usr/include/c++/12/backward/x.h", true), new("/usr/include/stdio.h", true, true),
        ];

        var path = IncludePath.Of(IncludeSearch.Read(Said)!, ["inc", "absent"], entered);

        Assert.Equal(["q"], path.Quoted);
        Assert.Equal(["inc"], path.User);
        Assert.Equal(["sys"], path.System);
        Assert.Equal(["/usr/include/c++/12", "/usr/include/c++/12/backward"], path.Aware);
        Assert.Equal(["/usr/lib/gcc/12/include", "/usr/include"], path.After);
    }

    [Fact]
    public void Without_headers_of_cxx_all_are_the_systems()
    {
        var path = IncludePath.Of(IncludeSearch.Read(Said)!, ["sys"], [new("/usr/include/stdio.h", true, true)]);

        Assert.Equal(["inc", "sys"], path.User);
        Assert.Equal(["/usr/include/c++/12", "/usr/include/c++/12/backward", "/usr/lib/gcc/12/include", "/usr/include"], path.System);
        Assert.Empty(path.Aware);
        Assert.Empty(path.After);
    }
}
