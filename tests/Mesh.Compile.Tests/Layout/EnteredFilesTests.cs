using System.Text;
using Mesh.Compile.Layout;
using Mesh.Compile.Tests.Compilers;

namespace Mesh.Compile.Tests.Layout;

public sealed class EnteredFilesTests
{
    [Theory]
    [InlineData("# 0 \"x.c\"\n# 0 \"<built-in>\"\n# 1 \"<command-line>\"\n# 1 \"x.c\"\nint a;\n", "x.c")]
    [InlineData("# 1 \"x.c\"\n# 1 \"a/b.h\" 1\nint b;\n# 2 \"x.c\" 2\n# 1 \"a/b.h\" 1\n", "x.c a/b.h")]
    [InlineData("# 1 \"x.c\"\n# 1 \"/usr/include/stdio.h\" 1 3 4\n# 1 \"/usr/local/include/z.h\" 1 3 4\n# 1 \"lib/y.h\" 1 3\n", "x.c /usr/local/include/z.h* lib/y.h*")]
    [InlineData("# 1 \"x.c\"\n# 1 \"/usr/share/own.h\" 1\n# 1 \"x.c\" 2\n", "x.c /usr/share/own.h")]
    [InlineData("int a; # 1 \"no.h\" 1\n# 10 \"no.h\" 1\n#define X # 1 \"no.h\"\n# 1 \"unfinished.h\" 1", "")]
    [InlineData("# 1 \"a \\\"b\\\\c.c\"\n# 1 \"n\0l.h\" 1\n", "a_\"b\\c.c")]
    [InlineData("# 1 \"new\\nline.h\" 1\n", "new\nline.h")]
    [InlineData("", "")]
    public void Line_markers_name_them(string text, string files)
    {
        foreach (int piece in (int[])[1, 2, 7, 1000])
        {
            Assert.Equal(files, Collect(Encoding.UTF8.GetBytes(text), piece));
        }
    }

    [Fact]
    public void A_long_line_hides_no_marker_and_is_none()
    {
        var line = "# 1 \"" + new string('x', 10_000);
        Assert.Equal("a.h", Collect(Encoding.UTF8.GetBytes($"{line}\n# 1 \"a.h\" 1\n"), 4096));
    }

    [Fact]
    public async Task They_are_what_gcc_read()
    {
        Assert.SkipUnless(Tool.Exists("gcc"), "gcc is not installed");
        using var tree = new Testing.TempDirectory();
        tree.Write("sub/a.h", "#line 77 \"elsewhere.y\"\nint a;\n#include \"b.h\"\n");
        tree.Write("sub/b.h", "");
        tree.Write("pre.h", string.Concat(Enumerable.Repeat("\n", 20)) + "int p;\n");
        tree.Write("ä.c", "#if 0\n" + string.Concat(Enumerable.Repeat("int no;\n", 20)) + "#endif\n#include <stdio.h>\n#include \"sub/a.h\"\n#include <b.h>\nint x;\n");
        var text = await Tool.RunAsync(["gcc", "-g", "-include", "pre.h", "-isystem", "sub", "-E", "-fdirectives-only", "ä.c"], tree.Path, null, TestContext.Current.CancellationToken);

        var found = Collect(text.Stdout, 60_000).Split(' ');
        Assert.Equal(["./pre.h", "sub/a.h", "sub/b.h", "sub/b.h*", "ä.c"], found.Where(name => File.Exists(tree.File(name.TrimEnd('*')))).Order(StringComparer.Ordinal));
    }

    private static string Collect(byte[] text, int piece)
    {
        var entered = new EnteredFiles();
        for (int at = 0; at < text.Length; at += piece)
        {
            entered.Feed(text.AsSpan(at, Math.Min(piece, text.Length - at)));
        }

        return string.Join(' ', entered.Files.Select(file => file.Name.Replace(' ', '_') + (file.IsSystem ? "*" : "")));
    }
}
