using Mesh.Compile.Trees;

namespace Mesh.Compile.Tests.Trees;

public sealed class MakeRuleTests
{
    [Theory]
    [InlineData("x: /a/b.c", "/a/b.c")]
    [InlineData("x: /a/b.c /a/c.h \\\n /a/d.h\n", "/a/b.c|/a/c.h|/a/d.h")]
    [InlineData("x: /a/with\\ space.c /a/$$money \\#hash\n", "/a/with space.c|/a/$money|#hash")]
    [InlineData("x:\n", "")]
    [InlineData("", "")]
    public void Its_prerequisites_are_names(string rule, string names) => Assert.Equal(names, string.Join('|', MakeRule.Prerequisites(rule)));
}
