using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Mesh.Testing;
using Mesh.Wire.Compression;

namespace Mesh.Wire.Tests.Compression;

public sealed class CodecsTests
{
    public static TheoryData<string> Names => [.. Codecs.Available];

    [Fact]
    public void A_machine_with_a_compiler_has_all_of_them() => Assert.Equal(["zstd", "deflate", "none"], Codecs.Available);

    [Theory]
    [InlineData("zstd,deflate,none", "zstd")]
    [InlineData("brotli,none,zstd", "none")]
    [InlineData("brotli", null)]
    [InlineData("", null)]
    public void The_first_common_codec_is_chosen(string offered, string? chosen) =>
        Assert.Equal(chosen, Codecs.Choose(offered.Split(',', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_payload_comes_back_however_it_is_cut(string name) => Prop.ForAll(
        (from bytes in Gen.OneOf(Values.Bytes, ArbMap.Default.GeneratorFor<byte[]>())
         from cut in Gen.Choose(1, 5000)
         from piece in Gen.Choose(1, 5000)
         select (bytes, cut, piece)).ToArbitrary(),
        sample => Assert.Equal(sample.bytes, Decompressed(name, Compressed(name, sample.bytes, sample.cut), sample.piece, sample.bytes.Length)))
        .QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_large_payload_comes_back(string name)
    {
        byte[] bytes = Source(3_000_000);
        byte[] carried = Compressed(name, bytes, 65536);
        Assert.Equal(bytes, Decompressed(name, carried, WireLimits.MaxChunkBytes, bytes.Length));
        Assert.InRange(carried.Length, 0, WireLimits.MaxCarriedBytes(bytes.Length));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Noise_grows_no_more_than_allowed(string name)
    {
        byte[] noise = new byte[1_000_000];
        new System.Random(1).NextBytes(noise);
        Assert.InRange(Compressed(name, noise, 64 * 1024).Length, 0, WireLimits.MaxCarriedBytes(noise.Length));
        Assert.InRange(Compressed(name, [], 1).Length, 0, WireLimits.MaxCarriedBytes(0));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_payload_over_the_limit_stops_there(string name)
    {
        byte[] bomb = Compressed(name, new byte[64 * 1024 * 1024], 1 << 20);
        using var decompressor = Codecs.CreateDecompressor(name, maxOutputBytes: 100_000);
        byte[] room = new byte[4096];
        var refused = Assert.Throws<ProtocolException>(() =>
        {
            decompressor.Feed(bomb);
            while (decompressor.Read(room) > 0)
            {
            }
        });
        Assert.Contains("more than 100000 bytes", refused.Message, StringComparison.Ordinal);
        Assert.InRange(decompressor.Produced, 100_000, 104_096);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("deflate")]
    public void A_stream_cut_anywhere_has_no_end(string name)
    {
        byte[] carried = Compressed(name, Source(2000), 500);
        for (int length = 0; length < carried.Length; length++)
        {
            using var decompressor = Codecs.CreateDecompressor(name, 2000);
            using var output = new PooledBuffer();
            decompressor.Decompress(carried.AsMemory(0, length), output);
            Assert.Throws<ProtocolException>(decompressor.Finish);
        }
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("deflate")]
    public void Bytes_after_the_end_are_refused(string name)
    {
        byte[] carried = [.. Compressed(name, Source(2000), 500), 0];
        Assert.Throws<ProtocolException>(() => Decompressed(name, carried, 100, 2000));
        Assert.Throws<ProtocolException>(() => Decompressed(name, carried, carried.Length, 2000));
    }

    [Fact]
    public void A_damaged_zstd_stream_is_refused_wherever_it_is_damaged()
    {
        byte[] bytes = Source(2000);
        byte[] carried = Compressed("zstd", bytes, 500);
        for (int at = 0; at < carried.Length; at++)
        {
            byte[] damaged = [.. carried];
            damaged[at] ^= 0x10;
            // A reserved or size bit may matter to nobody; but never may other bytes come out.
            if (Record.Exception(() => Assert.Equal(bytes, Decompressed("zstd", damaged, 100, 2000))) is { } e)
                Assert.IsType<ProtocolException>(e);
        }
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("deflate")]
    public void Noise_is_decompressed_or_refused(string name) => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        bytes =>
        {
            byte[] start = [.. Compressed(name, Source(100), 100).AsSpan(0, 8), .. bytes];
            foreach (byte[] noise in new[] { bytes, start })
                Assert.True(Record.Exception(() => Decompressed(name, noise, 3, 1000)) is null or ProtocolException);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>A zstd header may ask for a window of gigabytes, and skippable frames (RFC 8878 §3.1.2) yield nothing.</summary>
    [Theory]
    [InlineData("28b52ffd0088010000", "a window of 128 MiB")]
    [InlineData("28b52ffd00f8010000", "a window of terabytes")]
    [InlineData("502a4d180400000000000000" + "28b52ffd", "a frame after a skippable frame")]
    public void A_greedy_zstd_stream_is_refused(string hex, string why) =>
        Assert.True(Record.Exception(() => Decompressed("zstd", Convert.FromHexString(hex), 100, 1000)) is ProtocolException, why);

    [Fact]
    public void What_we_deflate_the_base_library_inflates_and_the_other_way()
    {
        byte[] bytes = Source(200_000);
        using var inflated = new MemoryStream();
        using (var inflater = new DeflateStream(new MemoryStream(Compressed("deflate", bytes, 1000)), CompressionMode.Decompress))
            inflater.CopyTo(inflated);
        Assert.Equal(bytes, inflated.ToArray());
        using var deflated = new MemoryStream();
        using (var deflater = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
            deflater.Write(bytes);
        Assert.Equal(bytes, Decompressed("deflate", deflated.ToArray(), 1000, bytes.Length));
    }

    [Fact]
    public async Task What_we_compress_the_zstd_program_reads_and_the_other_way()
    {
        var program = ExternalProgram.Find("zstd");
        Assert.SkipWhen(program is null, "the zstd program is not installed");
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TempDirectory();
        byte[] bytes = Source(200_000);
        await File.WriteAllBytesAsync(folder.File("a.zst"), Compressed("zstd", bytes, 1000), cancel);
        await File.WriteAllBytesAsync(folder.File("b"), bytes, cancel);
        await ExternalProgram.RunAsync(program!, ["-q", "-d", folder.File("a.zst")], cancel);
        await ExternalProgram.RunAsync(program!, ["-q", "-19", folder.File("b")], cancel);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(folder.File("a"), cancel));
        Assert.Equal(bytes, Decompressed("zstd", await File.ReadAllBytesAsync(folder.File("b.zst"), cancel), 1000, bytes.Length));
        string listed = await ExternalProgram.RunAsync(program!, ["-lv", folder.File("a.zst")], cancel);
        Assert.Contains("XXH64", listed, StringComparison.Ordinal);   // the content checksum
    }

    /// <summary>A state given back in the middle of a stream must not leak into the next stream.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_stream_given_up_half_way_leaves_no_trace(string name)
    {
        byte[] bytes = Source(100_000);
        byte[] carried = Compressed(name, bytes, 1000);
        for (int i = 0; i < 20; i++)
        {
            using (var compressor = Codecs.CreateCompressor(name))
            using (var dropped = new PooledBuffer())
                compressor.Compress(bytes.AsSpan(0, 50_000 + i), dropped, end: false);
            using (var decompressor = Codecs.CreateDecompressor(name, bytes.Length))
            using (var dropped = new PooledBuffer())
                decompressor.Decompress(carried.AsMemory(0, carried.Length / 2), dropped);
            Assert.Equal(carried, Compressed(name, bytes, 1000));
            Assert.Equal(bytes, Decompressed(name, carried, 1000, bytes.Length));
        }
    }

    [Fact]
    public void A_codec_nobody_offered_is_refused()
    {
        Assert.Throws<ProtocolException>(() => Codecs.CreateCompressor("brotli"));
        Assert.Throws<ProtocolException>(() => Codecs.CreateDecompressor("brotli", 1));
    }

    /// <summary>What a slow client pays per chunk must not be garbage.</summary>
    [Fact]
    public void Chunks_cost_no_managed_memory()
    {
        byte[] bytes = Source(64 * 1024);
        using var output = new PooledBuffer(256 * 1024);
        using var compressor = Codecs.CreateCompressor("zstd");
        compressor.Compress(bytes, output, end: false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            output.Clear();
            compressor.Compress(bytes, output, end: false);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static byte[] Source(int length)
    {
        var random = new System.Random(7);
        var text = new StringBuilder();
        while (text.Length < length)
            text.Append("static int function_").Append(random.Next(1000)).Append("(const char *name, int n) { return n + ").Append(random.Next()).Append("; }\n");
        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    private static byte[] Compressed(string name, byte[] bytes, int cut)
    {
        using var compressor = Codecs.CreateCompressor(name);
        using var output = new PooledBuffer(1);
        for (int at = 0; at < bytes.Length; at += cut)
            compressor.Compress(bytes.AsSpan(at, Math.Min(cut, bytes.Length - at)), output, end: false);
        compressor.Compress([], output, end: true);
        return output.Span.ToArray();
    }

    private static byte[] Decompressed(string name, byte[] carried, int piece, long limit)
    {
        using var decompressor = Codecs.CreateDecompressor(name, limit);
        using var output = new PooledBuffer(1);
        for (int at = 0; at < carried.Length; at += piece)
            decompressor.Decompress(carried.AsMemory(at, Math.Min(piece, carried.Length - at)), output);
        decompressor.Finish();
        return output.Span.ToArray();
    }
}
