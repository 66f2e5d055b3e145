using System.Text;
using Mesh.Compile.Arguments;
using Mesh.Compile.Tests.Compilers;

namespace Mesh.Compile.Tests.Arguments;

public sealed class ResponseFileTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \n\t ", "")]
    [InlineData("-c x.c", "-c|x.c")]
    [InlineData("-c\r\nx.c\n", "-c|x.c")]
    [InlineData("'-DA=\"a b\"' -DB=\\\"b\\\"", "-DA=\"a b\"|-DB=\"b\"")]
    [InlineData("\"a 'b' c\" d'e'f", "a 'b' c|def")]
    [InlineData("a\\ b 'c\\'d' \"e\\\"f\"", "a b|c'd|e\"f")]
    [InlineData("a\\\nb", "a\nb")]
    [InlineData("@other -x", "@other|-x")]
    [InlineData("'open", null)]
    [InlineData("end\\", null)]
    [InlineData("a \"\" b", null)]
    [InlineData("a\fb", null)]
    [InlineData("a\0b", null)]
    public void Words_are_those_of_both_drivers(string text, string? words) =>
        Assert.Equal(words, ResponseFileText.Split(text) is { } split ? string.Join('|', split) : null);

    [Theory]
    [InlineData("gcc")]
    [InlineData("clang")]
    public async Task The_drivers_split_as_we_do(string compiler)
    {
        Assert.SkipUnless(Tool.Exists(compiler), $"{compiler} is not installed");
        using var tree = new Testing.TempDirectory();
        var random = new Random(11);
        const string Alphabet = "ab'\"\\ \n\t-";
        for (int round = 0; round < 60; round++)
        {
            // Each word becomes the name of an input that is missing, which the driver names.
            string text = new([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            if (ResponseFileText.Split(text) is not { Count: > 0 } words || words.Any(word => word.Contains('\n') || word.Contains('-'))) continue;

            await File.WriteAllTextAsync(Path.Combine(tree.Path, "args"), text, TestContext.Current.CancellationToken);
            var said = Encoding.UTF8.GetString((await Tool.RunAsync([compiler, "-c", "@args"], tree.Path, null, TestContext.Current.CancellationToken)).Stderr);
            Assert.All(words, word => Assert.Contains(compiler == "gcc" ? $": {word}: " : $"no such file or directory: '{word}'", said, StringComparison.Ordinal));
        }
    }
}
