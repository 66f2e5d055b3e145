using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Messages;

namespace Mesh.Compile.Tests.Messages;

public sealed class GccMessagesTests
{
    private const string Option = "cc1plus: warning: command-line option '-Wnested-externs' is valid for C/ObjC but not for C++\n";
    private const string Driver = "g++: warning: '-mcpu=' is deprecated; use '-mtune=' or '-march=' instead\n";
    private const string Hash = "x.c:9:2: warning: #warning hello [-Wcpp]\n    9 | #warning hello\n      |  ^~~~~~~\n";
    private const string Other = "x.c:12:2: warning: unused [-Wunused]\n";

    [Theory]
    [InlineData("", true, true, true)]
    [InlineData(Hash, true, false, true)]
    [InlineData(Hash, true, true, false)] // may have been turned off
    [InlineData(Option + Driver, true, true, true)]
    [InlineData(Option + Hash, true, true, false)]
    [InlineData("x.c:1:1: warning: pch.h.gch: not used because `A' not defined [-Winvalid-pch]\n", true, false, false)]
    [InlineData("gcc: warning: .c: linker input file unused because linking not done\n", true, false, false)]
    [InlineData("x.c:1:1: warning: cut", true, false, false)]
    [InlineData(Option + Driver, false, false, true)]
    [InlineData(Hash, false, false, false)] // it may stand in a function, which the compiler would name
    public void The_preprocessors_words_are_the_compilers(string here, bool isCxx, bool hasPragma, bool certain) =>
        Assert.Equal(certain, GccMessages.IsCertain(here, isCxx ? SourceLanguage.Cxx : SourceLanguage.C, hasPragma));

    [Theory]
    [InlineData(Hash, "", true)]
    [InlineData(Hash, Other, false)]
    [InlineData(Option, Option, true)]
    [InlineData(Driver + Option + Hash, "cc-12: warning: '-mcpu=' is deprecated; use '-mtune=' or '-march=' instead\n" + Option, true)]
    [InlineData(Option, Option + Other, false)]
    [InlineData("cc1: warning: \u2018-mx\u2019 is old\n", "cc1: warning: '-mx' is old\n", true)]
    [InlineData("", Option, false)] // this compiler would have said it
    [InlineData(Option, Option + Option, false)]
    [InlineData(Hash, Hash, false)]
    public void They_are_all_where_the_compiler_has_none_of_its_own(string here, string there, bool all) => Assert.Equal(all, GccMessages.IsAll(here, there));

    [Theory]
    [InlineData(Hash, Hash + Other, true)]
    [InlineData(Hash, Other + Hash, true)]
    [InlineData("", Other, true)]
    [InlineData(Hash, Other, false)]
    public void They_are_repeated_where_the_text_still_has_their_cause(string here, string there, bool repeated) => Assert.Equal(repeated, GccMessages.IsRepeated(here, there));

    [Theory]
    [InlineData(Hash, "x.c:9:2: warning: #warning hello [-Wcpp]\n" + Other, true)]
    [InlineData("x.c:1: warning: \u2018A\u2019\n    1 | A\n      | \n", "x.c:1: warning: 'A'\n", true)]
    [InlineData("", Other, true)]
    [InlineData(Hash, Other, false)]
    public void They_may_be_repeated_where_there_were_no_files(string here, string there, bool may) => Assert.Equal(may, GccMessages.MayBeRepeated(here, there));

    [Theory]
    [InlineData("x.c:2:4: error: unterminated literal\n", nameof(PreprocessMode.DirectivesOnly), true)]
    [InlineData("x.c:1:5: error: __COUNTER__ expanded inside directive with -fdirectives-only\n", nameof(PreprocessMode.DirectivesOnly), true)]
    [InlineData("x.c:1:5: error: #error no\n", nameof(PreprocessMode.DirectivesOnly), false)]
    [InlineData("x.c:2:4: error: unterminated literal\n", nameof(PreprocessMode.Full), false)]
    public void Some_sources_fail_with_directives_only(string said, string mode, bool does) => Assert.Equal(does, GccMessages.IsOfDirectivesOnly(Enum.Parse<PreprocessMode>(mode), said));

    [Theory]
    [InlineData("a #pragma GCC diagnostic ignored", 100, true)]
    [InlineData("a #pragma GCC diagnostic ignored", 1, true)]
    [InlineData("a #pragma GCC diagnostic ignored", 7, true)]
    [InlineData("a #pragma GCC diagnostic ignored", 10, true)]
    [InlineData("a #pragma GCC diagnosis ignored", 4, false)]
    [InlineData("", 1, false)]
    public void A_pragma_about_diagnostics_is_found_in_any_pieces(string text, int size, bool found)
    {
        var pragmas = WordSearch.Diagnostic();
        foreach (var piece in System.Text.Encoding.ASCII.GetBytes(text).Chunk(size))
        {
            pragmas.Feed(piece);
        }

        Assert.Equal(found, pragmas.Found);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("x.c:1:2: warning: odd [-Wodd]\n", true)]
    [InlineData("x.c: In function 'f':\nx.c:1:2: warning: odd [-Wodd]\n", true)]
    [InlineData("cc1: warning: command-line option '-Wodd' is valid for C++ but not for C\n", true)]
    [InlineData("\u001b[01m\u001b[Kcc1plus:\u001b[m\u001b[K \u001b[01;35m\u001b[Kwarning: \u001b[m\u001b[Kodd\n", true)]
    [InlineData("<command-line>: warning: \"A\" redefined\n<command-line>: note: this is the location of the previous definition\n", true)]
    [InlineData("gcc: warning: odd.o: linker input file unused because linking not done\n", false)]
    [InlineData("x.c:1:2: warning: odd [-Wodd]\narm-linux-gnueabihf-gcc-12: note: odd\n", false)]
    [InlineData("{standard input}: Assembler messages:\n{standard input}:9: Warning: odd\n", false)]
    public void Drivers_and_assemblers_speak_for_one_machine(string said, bool isOfCompiler) => Assert.Equal(isOfCompiler, GccMessages.IsOfCompiler(said));
}
