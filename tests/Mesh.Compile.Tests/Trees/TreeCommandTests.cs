using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Trees;

namespace Mesh.Compile.Tests.Trees;

public sealed class TreeCommandTests
{
    private const string Files = "-nostdinc -iquote /q -I /u -isystem /s -idirafter /b -include stdc-predef.h -DA -MD -MF opened -MT x -pipe -x c++";
    private const string Maps = "-fmacro-prefix-map=/j/tree= -fmacro-prefix-map=/j/tree/w/./=";

    [Fact]
    public void Both_commands_see_the_same_files_and_write_down_which()
    {
        var command = Make(SourceLanguage.Cxx, "-O2");

        Assert.Equal($"{Maps} -O2 {Files} -fdirectives-only -E -fpch-preprocess x.cc", string.Join(' ', command.Text(PreprocessMode.DirectivesOnly)));
        Assert.Equal($"{Maps} -O2 {Files} -E -fpch-preprocess x.cc", string.Join(' ', command.Text(PreprocessMode.Full)));
        Assert.Equal($"{Maps} -O2 {Files} -S -o out x.cc", string.Join(' ', command.Messages("out")));
    }

    [Theory]
    [InlineData("/j/tree/usr/include", false)]
    [InlineData("/j/tree/w/./sys", true)]
    public void Headers_of_a_relative_directory_keep_their_names(string directory, bool expected)
    {
        var command = new TreeCommand(SourceLanguage.C, [], [], new IncludePath([], [], [directory], [], []), new StagedNames("/j", "/w"), "x.c");
        Assert.Equal(expected, command.Messages("out").Contains("-fno-canonical-system-headers"));
    }

    [Fact]
    public void Maps_of_names_apply_to_the_staged_ones_in_gccs_order() => Assert.Equal(
        "-fmacro-prefix-map=/j/tree= -fmacro-prefix-map=/j/tree/w=b -fmacro-prefix-map=/j/tree/w/x=a "
        + "-fmacro-prefix-map=/j/tree/w/./= -fmacro-prefix-map=/j/tree/w/./src=c -fdebug-prefix-map=/w=. -O1",
        string.Join(' ', Make(SourceLanguage.C, "-ffile-prefix-map=/w/x=a", "-fmacro-prefix-map=/w=b", "-fdebug-prefix-map=/w=.", "-ffile-prefix-map=src=c", "-O1").Messages("out").Take(7)));

    [Theory]
    [InlineData("c", "C_INCLUDE_PATH")]
    [InlineData("c++", "CPLUS_INCLUDE_PATH")]
    public void A_variable_names_the_directories_that_know_cxx(string language, string name) =>
        Assert.Equal((name, "/a:/a2"), Make(language == "c" ? SourceLanguage.C : SourceLanguage.Cxx).Variable);

    private static TreeCommand Make(SourceLanguage language, params string[] options) =>
        new(language, options, ["-DA"], new IncludePath(["/q"], ["/u"], ["/s"], ["/a", "/a2"], ["/b"]), new StagedNames("/j", "/w"), "x.cc") { Preincludes = true };
}
