using System.Text.Json;
using Mesh.Wire.Messages;

namespace Mesh.Wire.Tests.Messages;

public sealed class SourceTreeTests
{
    private const int Keys = 10;

    private static SourceTree Sample { get; } = new()
    {
        PreprocessMode = "directives-only",
        TextDigest = 0xfedc_ba98_7654_3210,
        WorkingDirectory = "/home/ü",
        Options = ["-DA=1", "-include", "pre.h"],
        QuotedDirectories = ["q"],
        UserDirectories = ["inc", "../inc"],
        SystemDirectories = ["sys"],
        AwareDirectories = ["/usr/include/c++/12"],
        AfterDirectories = ["/usr/include"],
        Files = [new NamedFile("x.c", "int x;\n"u8.ToArray()), new NamedFile("/usr/include/empty.h", ReadOnlyMemory<byte>.Empty)],
    };

    [Fact]
    public void A_tree_comes_back_as_it_was()
    {
        var (bytes, back) = (Bytes(Sample), SourceTree.Decode(Bytes(Sample)));

        Assert.Equal(Described(Sample), Described(back));
        Assert.Equal(bytes, Bytes(back));
    }

    [Fact]
    public void Unknown_keys_are_skipped_and_none_may_be_missing()
    {
        Assert.Equal(Described(Sample), Described(SourceTree.Decode(MapSurgery.WithUnknownKeys(Bytes(Sample)))));
        for (var key = 1; key <= Keys; key++)
        {
            var without = MapSurgery.Without(Bytes(Sample), key);
            Assert.Contains($"without its key {key}", Assert.Throws<ProtocolException>(() => SourceTree.Decode(without)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Cut_anywhere_it_is_refused()
    {
        var bytes = Bytes(Sample);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<ProtocolException>(() => SourceTree.Decode(bytes.AsMemory(0, length)));
        }
    }

    [Fact]
    public void More_files_than_anybody_has_are_refused()
    {
        var many = Sample with { Files = [.. Enumerable.Repeat(new NamedFile("x", ReadOnlyMemory<byte>.Empty), WireLimits.MaxTreeFiles + 1)] };
        Assert.Throws<ProtocolException>(() => SourceTree.Decode(Bytes(many)));
    }

    private static byte[] Bytes(SourceTree tree)
    {
        using var output = new PooledBuffer();
        tree.Encode(output);
        return output.Span.ToArray();
    }

    private static string Described(SourceTree tree) => JsonSerializer.Serialize(tree with { Files = [] })
        + string.Join('|', tree.Files.Select(file => $"{file.Name} {Convert.ToHexString(file.Bytes.Span)}"));
}
