using System.Text;
using Mesh.Compile.Layout;
using Mesh.Compile.Tests.Compilers;

namespace Mesh.Compile.Tests.Layout;

public sealed class ClangTextScanTests
{
    [Theory]
    [InlineData("const char *a = R\"(one\ntwo)\";\n", true)]
    [InlineData("const char *a = LR\"x(one)\"\ntwo)x\";\n", true)]
    [InlineData("const char *a = f(u8R\"(one)\", R\"0123456789abcdef(\n)0123456789abcdef\");\n", true)]
    [InlineData("const char *a = R\"(one)\", *b = R\"x(one)\" two)x\";\nint c;\n", false)]
    [InlineData("const char *a = \"BAR\", *b = f(\"R\", (x));\nint c;\n", false)]
    public void Strings_of_several_lines_move_lines(string text, bool moves)
    {
        Assert.Equal(moves, Scan(text, true) is not null);
        Assert.Null(Scan(text, false));
        Assert.Equal(moves, Scan(text + "int line = __builtin_LINE();\n", false) is not null);
    }

    [Theory]
    [InlineData("int a = __COUNTER__;\n", true)]
    [InlineData("int a = __LINE__+1;\n", true)]
    [InlineData("int a = x__COUNTER__ + __COUNTER__x + ___LINE__ + __LINES__ + __LINE;\n", false)]
    [InlineData("extern int f(void) __attribute__((nothrow));\nint __;\n", false)]
    public void Built_in_macros_that_are_left_are_found(string text, bool found) => Assert.Equal(found, Scan(text, false) is not null);

    [Theory]
    [InlineData("clang", "x.c", "stdio.h stdlib.h string.h math.h immintrin.h pthread.h assert.h")]
    [InlineData("clang++", "x.cc", "iostream map regex string vector thread future cassert")]
    public async Task Ordinary_headers_are_fit(string compiler, string name, string headers)
    {
        Assert.SkipUnless(Tool.Exists(compiler), $"{compiler} is not installed");
        using var tree = new Testing.TempDirectory();
        tree.Write(name, string.Concat(headers.Split(' ').Select(header => $"#include <{header}>\n")) + "void f(int a) { assert(a); }\n");
        var text = await Tool.RunAsync([compiler, "-g", "-E", name], tree.Path, null, TestContext.Current.CancellationToken);
        Assert.NotEmpty(text.Stdout);
        Assert.Null(Scan(Encoding.UTF8.GetString(text.Stdout), true));
    }

    private static string? Scan(string text, bool hasDebug)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var results = ((int[])[1, 5, 65536]).Where(piece => piece > 1 || bytes.Length < 1000).Select(piece =>
        {
            var scan = new ClangTextScan(hasDebug);
            for (int at = 0; at < bytes.Length; at += piece) scan.Feed(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
            return scan.Found;
        });
        return Assert.Single(results.Distinct());
    }
}
