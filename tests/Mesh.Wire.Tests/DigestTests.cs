using System.Diagnostics;
using System.Globalization;
using System.Text;
using Mesh.Testing;

namespace Mesh.Wire.Tests;

public sealed class DigestTests
{
    // Empty, "a", "abc" and the sentence: published with many implementations. The sanity buffer: xxHash's
    // own tests (cli/xsum_sanity_check.c), whose generator Sanity repeats.
    [Theory]
    [InlineData("", 0xEF46DB3751D8E999)]
    [InlineData("a", 0xD24EC4F1A98C6E5B)]
    [InlineData("abc", 0x44BC2CF5AD770999)]
    [InlineData("Nobody inspects the spammish repetition", 0xFBCEA83C8A378BF1)]
    public void Text_has_its_published_digest(string text, ulong expected) => Assert.Equal(expected, Digest.Of(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(1, 0xE934A84ADB052768)]
    [InlineData(4, 0x9136A0DCA57457EE)]
    [InlineData(14, 0x8282DCC4994E35C8)]
    [InlineData(222, 0xB641AE8CB691C174)]
    public void Sanity_buffer_has_its_published_digest(int length, ulong expected) => Assert.Equal(expected, Digest.Of(Sanity(length)));

    [Fact]
    public void Pieces_do_not_matter()
    {
        byte[] bytes = Sanity(1000);
        for (int piece = 1; piece <= 100; piece++)
        {
            var digest = new Digest();
            for (int at = 0; at < bytes.Length; at += piece)
                digest.Append(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
            Assert.Equal(Digest.Of(bytes), digest.Finish());
        }
    }

    [Fact]
    public void Finish_may_come_in_between()
    {
        byte[] bytes = Sanity(200);
        var digest = new Digest();
        for (int i = 0; i < bytes.Length; i++)
        {
            Assert.Equal(Digest.Of(bytes.AsSpan(0, i)), digest.Finish());
            digest.Append(bytes.AsSpan(i, 1));
        }
    }

    [Fact]
    public async Task The_xxhsum_program_agrees()
    {
        var program = ExternalProgram.Find("xxhsum");
        Assert.SkipWhen(program is null, "xxhsum is not installed (Debian: xxhash)");
        using var folder = new TempDirectory();
        for (int length = 0; length < 150; length++)
            await File.WriteAllBytesAsync(folder.File($"{length}"), Sanity(length), TestContext.Current.CancellationToken);
        string output = await ExternalProgram.RunAsync(program!, ["-H1", .. Directory.GetFiles(folder.Path)], TestContext.Current.CancellationToken);
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(150, lines.Length);
        foreach (string line in lines)
        {
            int length = int.Parse(Path.GetFileName(line.Split("  ")[1]), CultureInfo.InvariantCulture);
            Assert.Equal(line[..16], Digest.Of(Sanity(length)).ToString("x16", CultureInfo.InvariantCulture));
        }
    }

    private static byte[] Sanity(int length)
    {
        byte[] bytes = new byte[length];
        ulong generator = 2654435761;
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)(generator >> 56);
            generator = unchecked(generator * 11400714785074694797);
        }
        return bytes;
    }
}
