using Mesh.Compile.Arguments;
using Mesh.Node.Toolchains;

namespace Mesh.Node.Tests.Toolchains;

public sealed class UnfinishedTests
{
    private const string Words = "Target: fake-linux-gnu\ngcc version 1.2.3 (Fake)";

    private static readonly FileStamp Stamp = new("/x/gcc", 1, 2);

    private readonly Unfinished _unfinished = new();

    [Fact]
    public void A_compiler_that_lacks_something_is_asked_again_ever_less_often_and_at_last_believed()
    {
        _unfinished.Heard(Finding(SourceLanguage.C), isNews: true);
        var asked = new List<int>();
        for (var look = 1; look <= 1000; look++)
        {
            if (_unfinished.Due(isChanged: false).Count == 0) continue;
            asked.Add(look);
            _unfinished.Heard(Finding(SourceLanguage.C), isNews: true);
        }

        Assert.Equal([1, 3, 7, 15, 31, 63, 127], asked);
        Assert.False(_unfinished.Contains(Stamp));
    }

    [Theory]
    [InlineData("", false)]     // no answer
    [InlineData(Words, true)]   // a driver alone
    public void A_broken_one_is_asked_for_ever_at_pauses_that_grow_to_eleven_minutes(string words, bool hasAnswered)
    {
        var broken = new ToolchainFinding("/x/gcc", Stamp, words, [], [], [], []) { HasAnswered = hasAnswered };
        _unfinished.Heard(broken, isNews: false);
        var asked = new List<int>();
        for (var look = 1; look <= 1000; look++)
        {
            if (_unfinished.Due(isChanged: false).Count == 0) continue;
            asked.Add(look);
            _unfinished.Heard(broken, isNews: true);
        }

        Assert.Equal([1, 3, 7, 15, 31, 63, 127, 255, 383, 511, 639, 767, 895], asked);
    }

    [Fact]
    public void After_a_change_a_broken_one_is_asked_often_again()
    {
        var broken = new ToolchainFinding("/x/gcc", Stamp, "", [], [], [], []) { HasAnswered = false };
        for (var times = 0; times < 9; times++) _unfinished.Heard(broken, isNews: false);

        Assert.Single(_unfinished.Due(isChanged: true));
        _unfinished.Heard(broken, isNews: false);

        Assert.Equal([0, 1], Enumerable.Range(0, 2).Select(_ => _unfinished.Due(isChanged: false).Count));
    }

    [Fact]
    public void What_is_no_compiler_is_believed()
    {
        _unfinished.Heard(new ToolchainFinding("/x/gcc", Stamp, "hello", [], [], [], []), isNews: true);

        Assert.False(_unfinished.Contains(Stamp));
    }

    [Fact]
    public void A_change_around_it_is_reason_to_ask_at_once()
    {
        _unfinished.Heard(Finding(), isNews: true);
        _unfinished.Due(isChanged: false);
        _unfinished.Heard(Finding(), isNews: true);

        Assert.Empty(_unfinished.Due(isChanged: false));
        Assert.Equal([Stamp], _unfinished.Due(isChanged: true));
    }

    [Fact]
    public void A_complete_one_is_not_doubted_any_more()
    {
        _unfinished.Heard(Finding(), isNews: true);
        _unfinished.Heard(Finding(SourceLanguage.C, SourceLanguage.Cxx), isNews: true);

        Assert.False(_unfinished.Contains(Stamp));
        Assert.Empty(_unfinished.Due(isChanged: true));
    }

    [Theory]
    [InlineData(false, 0, true)]    // a driver without any compiler is suspicious always
    [InlineData(false, 1, false)]   // Debian's gcc without its g++
    [InlineData(true, 0, true)]
    [InlineData(true, 1, true)]
    [InlineData(true, 2, false)]
    public void A_compiler_for_C_alone_is_doubted_only_when_it_is_new(bool isNews, int languages, bool isDoubted)
    {
        _unfinished.Heard(Finding([.. new[] { SourceLanguage.C, SourceLanguage.Cxx }.Take(languages)]), isNews);

        Assert.Equal(isDoubted, _unfinished.Contains(Stamp));
    }

    private static ToolchainFinding Finding(params SourceLanguage[] languages) => new("/x/gcc", Stamp, Words, languages, [], [], []);
}
