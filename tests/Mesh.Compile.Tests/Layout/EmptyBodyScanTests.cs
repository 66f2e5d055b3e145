using System.Text;
using Mesh.Compile.Layout;

namespace Mesh.Compile.Tests.Layout;

public sealed class EmptyBodyScanTests
{
    [Theory]
    [InlineData("if (a);", true)]
    [InlineData("if (a)\n  ;", false)]
    [InlineData("if (f(a)) ; else g();", true)]
    [InlineData("if constexpr (a) ;", true)]
    [InlineData("if (a) b(); else ;", true)]
    [InlineData("switch (a);", true)]
    [InlineData("f(a); g((a)); int x = (a);", false)]
    [InlineData("while (*p++);\nreturn;", false)]
    [InlineData("while (a);\n  b();", true)]
    [InlineData("for (;;); {\n}", true)]
    [InlineData("do b(); while (a);\nreturn;", false)]
    [InlineData("for (a;\n b;\n c);\n{", true)]
    [InlineData("if (a) { ; } if (a) b();", false)]
    public void An_empty_body_on_its_statements_line_is_found(string text, bool found)
    {
        var scan = new EmptyBodyScan();
        scan.Feed(Encoding.UTF8.GetBytes(text + "\n"));
        Assert.Equal(found, scan.Found is not null);
    }

    [Theory]
    [InlineData("-O2", true)]
    [InlineData("-w", false)]
    [InlineData("-Wno-empty-body", false)]
    public void The_warning_is_on_unless_it_is_switched_off(string option, bool wanted) => Assert.Equal(wanted, EmptyBodyScan.IsWanted([option]));
}
