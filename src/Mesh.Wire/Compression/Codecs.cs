namespace Mesh.Wire.Compression;

/// <summary>The codecs of this machine.</summary>
internal static class Codecs
{
    public const string Zstd = "zstd";
    public const string Deflate = "deflate";
    public const string None = "none";

    private static readonly string[] Found = Find().ToArray();

    /// <summary>Names for Hello, best first. <see cref="None"/> is always the last.</summary>
    public static IReadOnlyList<string> Available => Found;

    /// <summary>The first of the other side's list that is here; null when they have nothing in common.</summary>
    public static string? Choose(IReadOnlyList<string> offered) => offered.FirstOrDefault(name => Array.IndexOf(Found, name) >= 0);

    public static ICompressor CreateCompressor(string name) => Known(name) switch
    {
        Zstd => new ZstdCompressor(),
        Deflate => new DeflateCompressor(),
        _ => new PlainCompressor(),
    };

    public static IDecompressor CreateDecompressor(string name, long maxOutputBytes) => Known(name) switch
    {
        Zstd => new ZstdDecompressor(maxOutputBytes),
        Deflate => new DeflateDecompressor(maxOutputBytes),
        _ => new PlainDecompressor(maxOutputBytes),
    };

    /// <summary>One payload that is in memory as a whole.</summary>
    public static void Compress(string name, ReadOnlySpan<byte> input, PooledBuffer output)
    {
        using var compressor = CreateCompressor(name);
        compressor.Compress(input, output, end: true);
    }

    /// <summary>Appends all that a piece yields; for payloads whose limit is one that memory can take.</summary>
    public static void Decompress(this IDecompressor decompressor, ReadOnlyMemory<byte> input, PooledBuffer output)
    {
        decompressor.Feed(input);
        int read;
        do
        {
            read = decompressor.Read(output.GetSpan(16 * 1024));
            output.Advance(read);
        }
        while (read > 0);
    }

    private static string Known(string name) =>
        Array.IndexOf(Found, name) >= 0 ? name : throw new ProtocolException($"the codec '{name}' was not offered");

    private static IEnumerable<string> Find()
    {
        if (IsLoadable(() => ZstdNative.VersionNumber() >= ZstdNative.OldestVersion))
            yield return Zstd;
        if (IsLoadable(() => ZlibNative.Version() != IntPtr.Zero))
            yield return Deflate;
        yield return None;
    }

    private static bool IsLoadable(Func<bool> probe)
    {
        try
        {
            return probe();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return false;
        }
    }
}
