using Mesh.Compile.Messages;

namespace Mesh.Compile.Tests.Messages;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("x.c: In function 'f':\nx.c:3:7: warning: unused variable 'a' [-Wunused-variable]\n    3 |   int a;\n      |       ^\n", "x.c")]
    [InlineData("In file included from a/x.c:1:\nh.h:2:1: warning: w\n    2 | int\n      | ^~~\na/x.c:9:1: note: n\n", "h.h a/x.c")]
    [InlineData("In file included from b.h:3,\n                 from x.c:1:\nh.h: At top level:\nh.h:2:1: warning: w\n", "h.h")]
    [InlineData("x.cc: In instantiation of 'f':\nx.cc:5:6:   required from here\nx.cc:2:1: warning: w\n", "x.cc")]
    [InlineData("x.c:3:7: warning: format '%d' expects [-Wformat=]\n", null)]
    [InlineData("x.c:3:7: warning: w\nx.c:1:1: note: in expansion of macro 'M'\n", null)]
    [InlineData("x.c:3:7: warning: w\nx.c:1:1: note: in definition of macro 'M'\n", null)]
    [InlineData("x.c:3:7: error: e\n", null)]
    [InlineData("cc1: note: somebody may have intended\n", null)]
    [InlineData("something else\n", null)]
    [InlineData("x.c:3:7: warning: cut", null)]
    [InlineData("a\\b.c:3:7: warning: w\n", "a\\b.c")]
    [InlineData("\u001b[01m\u001b[Kx.c:3:7:\u001b[m\u001b[K \u001b[01;35m\u001b[Kwarning: \u001b[m\u001b[Kw\n", "x.c")]
    [InlineData("x.c:3:7: warning: w [\u001b]8;;https://x\u0007-Wx\u001b]8;;\u0007]\n", null)]
    public void Files_that_messages_point_at(string said, string? files) =>
        Assert.Equal(files, MessageText.Files(said) is { } found ? string.Join(' ', found) : null);

    [Theory]
    [InlineData("x.h:3: warning: \"A\" redefined\nx.c:9:7: warning: w\n", "x.h:3: warning: \"A\" redefined\n    3 | #define A 1\n      | \n", "x.h x.c")]
    [InlineData("x.h:3: warning: \"A\" redefined\n", "", null)] // only the text has it so
    [InlineData("cc1: warning: o\nx.c:9:7: warning: w\n", "cc1: warning: o\n", "x.c")]
    [InlineData("x.c:9:7: warning: w\n\n", "cc1: warning: o\n", null)]
    public void The_preprocessors_own_words_point_too(string said, string preprocessing, string? files) =>
        Assert.Equal(files, MessageText.Files(said, preprocessing) is { } found ? string.Join(' ', found) : null);

    [Theory]
    [InlineData("", true, true)]
    [InlineData("LANG=C", true, true)]
    [InlineData("LANG=de_DE.UTF-8", false, false)]
    [InlineData("LANG=en_US.UTF-8", true, false)]
    [InlineData("LANG=en_US.UTF-8 LANGUAGE=de:en", false, false)]
    [InlineData("LANG=en_GB.UTF-8", false, false)]
    [InlineData("LANG=de_DE.UTF-8 LC_ALL=C", true, true)]
    [InlineData("LANG=de_DE.UTF-8 LC_MESSAGES=C", true, false)]
    [InlineData("LC_ALL=C.UTF-8", true, false)]
    [InlineData("LC_ALL= LANG=POSIX", true, true)]
    public void A_locale_is_understood_as_POSIX_says(string variables, bool english, bool ascii)
    {
        var environment = variables.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(variable => variable.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        Assert.Equal((english, ascii), (MessageLanguage.IsEnglish(environment), MessageLanguage.IsAscii(environment)));
    }
}
