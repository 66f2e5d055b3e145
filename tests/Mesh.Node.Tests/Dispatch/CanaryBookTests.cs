using Mesh.Node.Dispatch;
using Mesh.Node.Peers;
using Mesh.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Tests.Dispatch;

public sealed class CanaryBookTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Path => _directory.File("canaries.json");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_verdict_outlives_the_node()
    {
        Book().Keep("here there", new CodeVerdict("different", ".text of canary.c"));

        Assert.Equal(new CodeVerdict("different", ".text of canary.c"), Book().Find("here there"));
        Assert.Null(Book().Find("here elsewhere"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"here there":null}""")]
    [InlineData("""{"here there":{}}""")]
    public void A_spoilt_book_is_begun_anew(string text)
    {
        _directory.Write("canaries.json", text);
        var book = Book();
        Assert.Null(book.Find("here there"));

        book.Keep("here there", new CodeVerdict("identical", ""));

        Assert.Equal("identical", Book().Find("here there")!.Word);
    }

    private CanaryBook Book() => new(Path, NullLogger.Instance);
}
