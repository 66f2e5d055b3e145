using System.Text;
using Mesh.Compile.Layout;
using Mesh.Compile.Tests.Compilers;

namespace Mesh.Compile.Tests.Layout;

public sealed class LostPragmaScanTests
{
    [Theory]
    [InlineData("#include \"once.h\"\nint a;\n", false)]
    [InlineData("#include \"system.h\"\nint a;\n", false)]
    [InlineData("#include <string.h>\n#include <stdio.h>\nint a;\n", false)]
    [InlineData("#define X 1\n#pragma push_macro(\"X\")\n#undef X\nint a;\n", true)]
    [InlineData("int a;\n#pragma pop_macro(\"X\")\nint b;\n", true)]
    [InlineData("#pragma GCC poison b\nint a;\n", true)]
    [InlineData("#include \"pushes.h\"\nint a;\n", true)]
    [InlineData("#pragma pack(1)\n#pragma weak a\n#pragma GCC diagnostic ignored \"-Wall\"\nint a;\n", false)]
    public async Task Pragmas_that_gcc_does_not_pass_on_are_noticed(string text, bool found)
    {
        Assert.SkipUnless(Tool.Exists("gcc"), "gcc is not installed");
        using var tree = new Testing.TempDirectory();
        tree.Write("once.h", "/* a\n * comment */\n#pragma once\n// and another\nint once;\n");
        tree.Write("system.h", "#ifndef H\n#define H\n#pragma once\n#pragma GCC system_header\nint system_(void);\n#endif\n");
        tree.Write("pushes.h", "#pragma once\n#pragma push_macro(\"X\")\n#undef X\nint x;\n#pragma pop_macro(\"X\")\n");
        tree.Write("x.c", text);
        var preprocessed = await Tool.RunAsync(["gcc", "-E", "-fdirectives-only", "x.c"], tree.Path, null, TestContext.Current.CancellationToken);

        Assert.Equal(found, Scan(preprocessed.Stdout, int.MaxValue));
        Assert.Equal(found, Scan(preprocessed.Stdout, 3));
    }

    [Fact]
    public async Task Cxx_libraries_have_none()
    {
        Assert.SkipUnless(Tool.Exists("g++"), "g++ is not installed");
        using var tree = new Testing.TempDirectory();
        tree.Write("x.cc", "#include <string>\n#include <vector>\n#include <regex>\n#include <thread>\n#include <iostream>\n#include <algorithm>\nint a;\n");
        var preprocessed = await Tool.RunAsync(["g++", "-E", "-fdirectives-only", "x.cc"], tree.Path, null, TestContext.Current.CancellationToken);

        Assert.Contains("       \n", Encoding.UTF8.GetString(preprocessed.Stdout));
        Assert.False(Scan(preprocessed.Stdout, 65536));
    }

    private static bool Scan(byte[] text, int pieces)
    {
        var scan = new LostPragmaScan();
        for (int at = 0; at < text.Length; at += Math.Min(pieces, text.Length - at))
        {
            scan.Feed(text.AsSpan(at, Math.Min(pieces, text.Length - at)));
        }

        return scan.Found is not null;
    }
}
