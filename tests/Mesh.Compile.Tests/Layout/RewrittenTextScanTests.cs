using Mesh.Compile.Layout;
using Mesh.Compile.Tests.Compilers;

namespace Mesh.Compile.Tests.Layout;

public sealed class RewrittenTextScanTests
{
    [Theory]
    [InlineData("#include \"h.h\"\n#if H > 1\nint a;\n#endif\nint b = __LINE__;\n", false)]
    [InlineData("#line 7 \"x.y\"\nint a;\n", false)]
    [InlineData("#include \"h.h\"\n#line 7 \"x.y\"\nint a;\n#line 5 \"x.c\"\n", false)]
    [InlineData("#include \"moved.inc\"\nint a;\n#include \"h.h\"\n", false)]
    [InlineData("#line 7 \"x.y\"\n#include \"h.h\"\nint a;\n", true)]
    [InlineData("  # \t line 7\n#if 1\nint a;\n#endif\n", true)]
    [InlineData("# 7 \"x.y\"\n#if 1\nint a;\n#endif\n", true)]
    [InlineData("int a = __COUNTER__;\n#ifdef __COUNTER__\nint b;\n#endif\n#if defined(__COUNTER__) && H\n#endif\n", false)]
    [InlineData("#define ID(x) x##__COUNTER__\n#if 1\nint ID(a) = __COUNTER__;\n#endif\n", false)]
    [InlineData("#if __COUNTER__ == 0\nint a;\n#endif\n", true)]
    [InlineData("#if 1 && \\\n  __COUNTER__\nint a;\n#endif\n", true)]
    [InlineData("#define NEXT() __COUNTER__\n#define THEN (1 + NEXT())\n#if 0\n#elif THEN\nint a;\n#endif\n", true)]
    public async Task What_rewritten_text_does_not_keep_is_noticed(string text, bool found)
    {
        Assert.SkipUnless(Tool.Exists("clang"), "clang is not installed");
        using var tree = new Testing.TempDirectory();
        tree.Write("h.h", "#pragma once\n#define H 2\nint h;\n");
        tree.Write("moved.inc", "#line 70 \"y.y\"\nint y;\n");
        tree.Write("x.c", text);
        var rewritten = await Tool.RunAsync(["clang", "-E", "-frewrite-includes", "x.c"], tree.Path, null, TestContext.Current.CancellationToken);

        Assert.Equal(found, Scan(rewritten.Stdout, int.MaxValue));
        Assert.Equal(found, Scan(rewritten.Stdout, 3));
    }

    [Fact]
    public async Task Cxx_libraries_are_fit_to_travel()
    {
        Assert.SkipUnless(Tool.Exists("clang++"), "clang++ is not installed");
        using var tree = new Testing.TempDirectory();
        tree.Write("x.cc", "#include <string>\n#include <vector>\n#include <regex>\n#include <thread>\n#include <iostream>\n#include <algorithm>\nint a;\n");
        var rewritten = await Tool.RunAsync(["clang++", "-E", "-frewrite-includes", "x.cc"], tree.Path, null, TestContext.Current.CancellationToken);

        Assert.False(Scan(rewritten.Stdout, 65536));
    }

    private static bool Scan(byte[] text, int pieces)
    {
        var scan = new RewrittenTextScan();
        for (int at = 0; at < text.Length; at += Math.Min(pieces, text.Length - at))
        {
            scan.Feed(text.AsSpan(at, Math.Min(pieces, text.Length - at)));
        }

        return scan.Found is not null;
    }
}
