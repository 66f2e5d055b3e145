using System.Text;
using Mesh.Compile.Layout;

namespace Mesh.Compile.Tests.Layout;

public sealed class SkippedWarningScanTests
{
    [Theory]
    [InlineData("/* a /* b */", nameof(SkippedWarning.Comment))]
    [InlineData("/* a */ b /* c */ // d /* e", nameof(SkippedWarning.None))]
    [InlineData("// a \\\nb", nameof(SkippedWarning.Comment))]
    [InlineData("char *s = \"/* a /* b\"; char c = '\"'; /* d */", nameof(SkippedWarning.None))]
    [InlineData("char *s = \"a\\\"/*\"; /* b */", nameof(SkippedWarning.None))]
    [InlineData("don't /* a\n/* b /* */", nameof(SkippedWarning.Comment))]
    [InlineData("a ??( b", nameof(SkippedWarning.Trigraph))]
    [InlineData("\"a ??( b\"", nameof(SkippedWarning.Trigraph))]
    [InlineData("/* (??) */ // (??)", nameof(SkippedWarning.None))]
    [InlineData("// a ??/\n b", nameof(SkippedWarning.Trigraph))]
    [InlineData("/* a ??/\n /* b */", "Comment, Trigraph")]
    [InlineData("a ?? b ???", nameof(SkippedWarning.None))]
    [InlineData("#define A \\ \n b", nameof(SkippedWarning.Unasked))]
    [InlineData("#define A \\\n b", nameof(SkippedWarning.None))]
    [InlineData("/* \u202e */", nameof(SkippedWarning.Unasked))]
    [InlineData("/* \u2014 \u2026 \u00e4 */", nameof(SkippedWarning.None))]
    public void What_gcc_warns_of_in_skipped_groups(string text, string warning)
    {
        Assert.Equal(warning, $"{SkippedWarningScan.In(Encoding.UTF8.GetBytes($"#if 0\n{text}\n#endif\n"))}");
        Assert.Equal(SkippedWarning.None, SkippedWarningScan.In(Encoding.UTF8.GetBytes(text))); // nothing can be skipped
    }

    [Theory]
    [InlineData("-Wall", "Comment, Trigraph, Unasked")]
    [InlineData("-Wcomment", "Comment, Unasked")]
    [InlineData("-Werror=trigraphs", "Trigraph, Unasked")]
    [InlineData("-Wno-trigraphs -Wall", "Comment, Unasked")]
    [InlineData("-Wall -Wno-comments", "Trigraph, Unasked")]
    [InlineData("-Wtrigraphs -Wno-trigraphs", "Trigraph, Unasked")] // the last counts; rather one compile too many here
    [InlineData("-Wall -Wno-error=comment", "Comment, Trigraph, Unasked")]
    [InlineData("-Wextra -O2", "Unasked")]
    public void Some_are_asked_for(string options, string wanted) => Assert.Equal(wanted, $"{SkippedWarningScan.Wanted(options.Split(' '))}");
}
