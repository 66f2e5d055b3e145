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
    [InlineData("#define GLOB \"dir/*\"\n#line 7 \"x.y\"\n#if 1\nint a;\n#endif\n", true)]
    [InlineData("#define A 1 // see dir/*\n#line 7 \"x.y\"\n#if 1\nint a;\n#endif\n", true)]
    [InlineData("#define A '\\'' /* a\nb */\n%:/* c */li\\\nne 7 \"x.y\"\n#if 1\nint a;\n#endif\n", true)]
    [InlineData("/* c */ #line 7 \"x.y\"\n#if 1\nint a;\n#endif\n", true)]
    [InlineData("/*\n#line 7 \"x.y\"\n*/\n#if 1 // __COUNTER__\nint a;\n#endif\n", false)]
    [InlineData("int a;\n# 100 \"x.c\"\nint b;\n#if 1\nint c;\n#endif\n", true)]
    [InlineData("int a;\n#if 1\n# 100 \"x.c\"\nint b;\n#endif\nint c;\n", true)]
    [InlineData("int a;\n# 10 \"p.y\" 1\nint b;\n#if 1\nint c;\n#endif\n", true)]
    [InlineData("int a;\n#include \"h.h\"\n# 1 \"p.y\" 1\nint b;\n#if 1\nint c;\n#endif\n", true)]
    [InlineData("int a;\n# 10 \"p.y\" 1\nint b;\n# 4 \"x.c\" 2\nint c;\n", false)]
    [InlineData("#include \"h.h\"\n#include \"h.h\"\n#if 0\n#include \"h.h\"\n#elif 1\n#include \"h.h\"\n#else\n#endif\n#pragma once\n#include \"h.h\"", false)]
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

    [Theory]
    [InlineData("# 1 \"a\" ", " ", "x\n")]
    [InlineData("# 1 \"", "\" ", "x\n")]
    [InlineData("#if __COUNTER__X defined", " ", "x\n")]
    public void A_line_of_any_making_is_read_in_no_time(string beginning, string filling, string end)
    {
        var line = beginning + string.Concat(Enumerable.Repeat(filling, 64 * 1024 / filling.Length)) + end;
        var watch = System.Diagnostics.Stopwatch.StartNew();

        Scan(System.Text.Encoding.ASCII.GetBytes(line), int.MaxValue);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("# 1 \"b\"\n# 1 \"a\" 1\n")]
    [InlineData("#define A{0} __COUNTER__\n")]
    public void What_would_be_remembered_without_end_is_refused(string line) =>
        Assert.True(Scan(System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => line.Replace("{0}", $"{i}", StringComparison.Ordinal)))), int.MaxValue));

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
