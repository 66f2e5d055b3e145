using Mesh.Compile.Arguments;

namespace Mesh.Compile.Tests.Arguments;

public sealed class LongSpellingsTests
{
    [Theory]
    [InlineData("gcc --compile x.c --output=x.o", "gcc -c x.c -o x.o")]
    [InlineData("gcc --compile x.c --output x.o", "gcc -c x.c -o x.o")]
    [InlineData("gcc --assemble --language=c x", "gcc -S -x c x")]
    [InlineData("gcc --include-directory=a --include-directory b -c x.c", "gcc -I a -I b -c x.c")]
    [InlineData("gcc --define-macro=A=1 --undefine-macro B -c x.c", "gcc -D A=1 -U B -c x.c")]
    [InlineData("gcc --std c99 -c x.c", "gcc -std=c99 -c x.c")]
    [InlineData("gcc --std=c99 -c x.c", "gcc -std=c99 -c x.c")]
    [InlineData("gcc --optimize --optimize=2 --debug=1 --warn-shadow -c x.c", "gcc -O -O2 -g1 -Wshadow -c x.c")]
    [InlineData("gcc --write-user-dependencies -c x.c", "gcc -MMD -c x.c")]
    [InlineData("gcc -o --compile -I --output x.c", "gcc -o --compile -I --output x.c")] // values of others
    [InlineData("gcc --sysroot --compile -c x.c", "gcc --sysroot --compile -c x.c")]
    [InlineData("gcc -c x.c --output", "gcc -c x.c --output")]
    [InlineData("gcc -c x.c --output= --include-directory=", "gcc -c x.c --output= --include-directory=")]
    [InlineData("gcc -c x.c --unheard-of=1", "gcc -c x.c --unheard-of=1")]
    public void A_long_name_is_the_short_option(string line, string same) =>
        Assert.Equal(same.Split(' '), LongSpellings.Shorten(line.Split(' '), OptionTable.For(CompilerFamily.Gcc)));

    [Fact]
    public void A_line_without_long_names_is_itself()
    {
        string[] line = ["gcc", "-c", "x.c"];
        Assert.Same(line, LongSpellings.Shorten(line, OptionTable.For(CompilerFamily.Gcc)));
    }
}
