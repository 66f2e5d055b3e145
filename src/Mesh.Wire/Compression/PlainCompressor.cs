namespace Mesh.Wire.Compression;

/// <summary>The codec "none": the stream is the payload.</summary>
internal sealed class PlainCompressor : ICompressor
{
    public void Compress(ReadOnlySpan<byte> input, PooledBuffer output, bool end) => output.Write(input);

    public void Dispose()
    {
    }
}
