using Mesh.Node.Facts;
using Mesh.Testing;

namespace Mesh.Node.Tests.Facts;

public sealed class FactsShelfTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FactsShelf _shelf;

    public FactsShelfTests() => _shelf = new FactsShelf(Shelf);

    private string Shelf => _directory.File("facts");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void An_answer_is_found_by_its_question_alone()
    {
        Assert.Null(_shelf.Find("gcc -O2"));
        _shelf.Keep("gcc -O2", "#define A 1\n", "  -m64 [enabled]\n");

        Assert.Equal(("#define A 1\n", "  -m64 [enabled]\n"), new FactsShelf(Shelf).Find("gcc -O2"));
        Assert.Null(_shelf.Find("gcc -O3"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("half of it")]
    [InlineData("another\0#define A 1\n\0options\0")]
    public void A_spoilt_answer_is_none(string content)
    {
        _shelf.Keep("gcc", "macros", "options");
        File.WriteAllText(Assert.Single(Directory.GetFiles(Shelf)), content);

        Assert.Null(_shelf.Find("gcc"));
    }

    [Fact]
    public void Of_many_answers_those_that_were_used_last_stay()
    {
        for (var i = 0; i < 128; i++)
        {
            _shelf.Keep($"question {i}", "", "");
        }

        foreach (var file in Directory.GetFiles(Shelf))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-1));
        }

        Assert.NotNull(_shelf.Find("question 7"));
        _shelf.Keep("one more", "", "");

        Assert.Equal(128, Directory.GetFiles(Shelf).Length);
        Assert.NotNull(_shelf.Find("question 7"));
        Assert.NotNull(_shelf.Find("one more"));
    }
}
