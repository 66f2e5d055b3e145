using Mesh.Compile.Messages;

namespace Mesh.Compile.Tests.Messages;

public sealed class ClangMessagesTests
{
    private const string Unused = "x.c:3:7: warning: unused variable 'a' [-Wunused-variable]\n  int a;\n      ^\n";
    private const string Hash = "x.c:1:2: warning: w [-W#warnings]\n#warning w\n ^\n";
    private const string One = "1 warning generated.\n";
    private const string Two = "2 warnings generated.\n";
    private const string Linking = "clang: warning: -lm: 'linker' input unused [-Wunused-command-line-argument]\n";
    private const string Cxx = "clang++: warning: treating 'c' input as 'c++' when in C++ mode, this behavior is deprecated [-Wdeprecated]\n";

    [Theory]
    [InlineData("", Unused + One, Unused + One)]
    [InlineData(Hash + One, "", Hash + One)]
    [InlineData(Hash + One, Hash + Unused + Two, Hash + Unused + Two)]
    [InlineData(Hash + "\u001b[0m" + One, Hash + Unused + "\u001b[0m" + Two, Hash + Unused + "\u001b[0m" + Two)]
    [InlineData(Hash + One, Unused + One, null)]
    [InlineData(Unused + Hash + Two, Hash + Unused + Two, null)]
    [InlineData(Linking, "", Linking)]
    [InlineData(Cxx + Hash + One, "", Cxx + Hash + One)]
    [InlineData(Linking + Hash + One, Hash + Unused + Two, Linking + Hash + Unused + Two)]
    [InlineData("clang: warning: argument unused during compilation: '-Ldir' [-Wunused-command-line-argument]\n", Unused + One, "clang: warning: argument unused during compilation: '-Ldir' [-Wunused-command-line-argument]\n" + Unused + One)]
    [InlineData("clang: warning: argument unused during compilation: '-mfoo' [-Wunused-command-line-argument]\n", "", null)]
    [InlineData("clang: warning: optimization flag '-fgcse' is not supported [-Wo]\n", "clang-14: warning: optimization flag '-fgcse' is not supported [-Wo]\n" + Unused + One, "clang: warning: optimization flag '-fgcse' is not supported [-Wo]\n" + Unused + One)]
    [InlineData("", "clang-14: warning: only the helper's [-Wo]\n", null)]
    [InlineData("", "x.c:3:7: warning: w\n#if 0 /* disabled by -frewrite-includes */\n^\n" + One, null)]
    [InlineData("", "<stdin>:3:7: warning: w\n" + One, null)]
    [InlineData("", "x.c:3:7: warning: w\n# 12 \"x.c\"\n^\n" + One, null)]
    [InlineData("", "x.c:1:9: warning: macro is not used [-Wunused-macros]\n#define A\n        ^\n" + One, null)]
    [InlineData("", "x.c:1:9: warning: unterminated '#pragma pack (push, ...)' at end of file [-Wpragma-pack]\n" + One, null)]
    [InlineData("", "\u001b[1mclang-14: \u001b[0m\u001b[0;1;35mwarning: \u001b[0m\u001b[1monly the helper's [-Wo]\u001b[0m\n", null)]
    [InlineData("", "clang-14: \u001b[0;1;35mwarning: \u001b[0m\u001b[1monly the helper's [-Wo]\u001b[0m\n", null)]
    [InlineData("clang: \u001b[0;1;35mwarning: \u001b[0m\u001b[1m-lm: 'linker' input unused [-Wunused-command-line-argument]\u001b[0m\n", "", "clang: \u001b[0;1;35mwarning: \u001b[0m\u001b[1m-lm: 'linker' input unused [-Wunused-command-line-argument]\u001b[0m\n")]
    [InlineData("", "x.c:3:7: warning: cut", null)]
    [InlineData("", "x.c:1:9: warning: macro is not used [-Wunused-macros]\n#define A 1\n        ^\n" + One, null)]
    public void What_one_clang_would_have_said(string preprocessing, string compiling, string? said) =>
        Assert.Equal(said, ClangMessages.Join(preprocessing, compiling, ["-Wall"], ["-lm", "-L dir"]));

    [Theory]
    [InlineData(Hash + One, "", null)]
    [InlineData("", Unused + One, Unused + One)]
    [InlineData(Hash + One, Hash + Unused + Two, Hash + Unused + Two)]
    [InlineData(Linking, "", Linking)]
    public void What_only_the_preprocessor_says_may_have_been_turned_off(string preprocessing, string compiling, string? said) =>
        Assert.Equal(said, ClangMessages.Join(preprocessing, compiling, [], ["-lm"], mayTurnWarningsOff: true));

    [Theory]
    [InlineData("b.c:1:16: warning: w [-Wx]\n", "b.c")]
    [InlineData("b.c:1: warning: w\nin c/d.h:1:1: note: n\n", "b.c", "in c/d.h")]
    [InlineData("b.c(1,16): warning: w\n", "b.c")]
    [InlineData("\u001b[1mb.c:1:16: \u001b[0m\u001b[0;1;35mwarning: \u001b[0m\u001b[1mw\u001b[0m\n", "b.c")]
    [InlineData("b.c(1): remark: w\n", "b.c")]
    [InlineData("b.c +1:16: warning: w\nb.c +1:17: note: w\n", "b.c")]
    [InlineData("In file included from b.c:1:\nx.c:5:1: warning: w\nx.c:11:1: warning: w\n 1 warning generated.\n")]
    public void Files_whose_first_line_is_pointed_at(string said, params string[] files) => Assert.Equal(files, ClangMessages.FilesPointedAtFirst(said));

    [Fact]
    public void Options_that_count_lines_of_the_text_are_left_to_the_compiler_here() =>
        Assert.Null(ClangMessages.Join("", Unused + One, ["-fdiagnostics-parseable-fixits"], []));
}
