using System.Text;
using Mesh.Compile.Layout;

namespace Mesh.Compile.Tests.Layout;

public sealed class SkippedWarningScanTests
{
    [Theory]
    [InlineData("/* a /* b */", nameof(SkippedWarning.OnRequest))]
    [InlineData("/* a */ b /* c */ // d /* e", nameof(SkippedWarning.None))]
    [InlineData("// a \\\nb", nameof(SkippedWarning.OnRequest))]
    [InlineData("char *s = \"/* a /* b\"; char c = '\"'; /* d */", nameof(SkippedWarning.None))]
    [InlineData("char *s = \"a\\\"/*\"; /* b */", nameof(SkippedWarning.None))]
    [InlineData("don't /* a\n/* b /* */", nameof(SkippedWarning.OnRequest))]
    [InlineData("a ??( b", nameof(SkippedWarning.OnRequest))]
    [InlineData("a ?? b ???", nameof(SkippedWarning.None))]
    [InlineData("#define A \\ \n b", nameof(SkippedWarning.Always))]
    [InlineData("#define A \\\n b", nameof(SkippedWarning.None))]
    [InlineData("/* \u202e */", nameof(SkippedWarning.Always))]
    [InlineData("/* \u2014 \u2026 \u00e4 */", nameof(SkippedWarning.None))]
    public void What_gcc_warns_of_in_skipped_groups(string text, string warning)
    {
        Assert.Equal(warning, $"{SkippedWarningScan.In(Encoding.UTF8.GetBytes($"#if 0\n{text}\n#endif\n"))}");
        Assert.Equal(SkippedWarning.None, SkippedWarningScan.In(Encoding.UTF8.GetBytes(text))); // nothing can be skipped
    }

    [Theory]
    [InlineData("-Wall", true)]
    [InlineData("-Wcomment", true)]
    [InlineData("-Werror=trigraphs", true)]
    [InlineData("-Wextra", false)]
    [InlineData("-O2", false)]
    public void Some_are_asked_for(string option, bool wanted) => Assert.Equal(wanted, SkippedWarningScan.IsWanted([option]));
}
