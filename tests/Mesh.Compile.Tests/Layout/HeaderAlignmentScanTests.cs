using System.Text;
using Mesh.Compile.Layout;
using Mesh.Compile.Tests.Compilers;

namespace Mesh.Compile.Tests.Layout;

public sealed class HeaderAlignmentScanTests
{
    [Theory]
    [InlineData("#pragma pack(push, 1)\nstruct a { char c; int i; };\n#pragma pack(pop)\n", "", false)]
    [InlineData("#pragma pack(push,1)\n", "#pragma pack(pop)\n", true)]
    [InlineData("#pragma pack(2)\n", "", true)]
    [InlineData("#pragma pack(2)\nint a;\n#pragma pack()\n", "", false)]
    [InlineData("#pragma pack(push)\n#include \"inner.h\"\n#pragma pack(pop)\n", "", true)]
    [InlineData("  # /* c */ pragma  pack ( push , name , 4 )\nint a;\n#pragma pack(pop, name)\n", "", false)]
    [InlineData("#pragma pack\\\n(push, 1)\nstruct b { char c; int i; };\n", "", true)]
    [InlineData("#pragma packed\n#pragma GCC diagnostic push\nint a;\n", "#pragma pack(1)\n", false)]
    public async Task What_clang_says_where_a_header_ends_is_noticed(string header, string source, bool found)
    {
        Assert.SkipUnless(Tool.Exists("clang"), "clang is not installed");
        using var tree = new Testing.TempDirectory();
        tree.Write("h.h", header);
        tree.Write("inner.h", "#pragma pack(1)\n");
        tree.Write("x.c", "#include \"h.h\"\nint x;\n" + source);
        var cancel = TestContext.Current.CancellationToken;
        var bare = await Tool.RunAsync(["clang", "-Wno-unknown-pragmas", "-c", "x.c"], tree.Path, null, cancel);
        Assert.Equal(found, Encoding.UTF8.GetString(bare.Stderr).Contains("included file", StringComparison.Ordinal));

        foreach (string[] mode in (string[][])[[], ["-frewrite-includes"]])
        {
            var text = await Tool.RunAsync(["clang", "-E", .. mode, "x.c"], tree.Path, null, cancel);
            Assert.Equal(found, Scan(new HeaderAlignmentScan(warnsAtEntry: false), text.Stdout));
        }
    }

    [Theory]
    [InlineData("-Weverything", true)]
    [InlineData("-Wall", false)]
    public void A_header_that_is_packed_from_outside_counts_where_clang_would_say_so(string option, bool found) =>
        Assert.Equal(found, Scan(HeaderAlignmentScan.For([option])!, "# 1 \"x.c\"\n#pragma pack(push, 1)\n# 1 \"h.h\" 1\nint a;\n# 3 \"x.c\" 2\n#pragma pack(pop)\n"u8.ToArray()));

    [Fact]
    public void Where_clang_keeps_silent_nothing_is_looked_for() => Assert.Null(HeaderAlignmentScan.For(["-O2", "-w"]));

    private static bool Scan(HeaderAlignmentScan scan, byte[] text)
    {
        foreach (byte letter in text)
        {
            scan.Feed([letter]);
        }

        return scan.Found is not null;
    }
}
