namespace Mesh.Wire.Compression;

/// <summary>Makes one codec stream of one payload. Dispose gives its native state to the next,
/// so only after the last call has returned.</summary>
internal interface ICompressor : IDisposable
{
    /// <summary>Takes all of <paramref name="input"/>, and appends what is ready of the stream (perhaps nothing yet);
    /// with <paramref name="end"/> all of it, and the stream's end.</summary>
    void Compress(ReadOnlySpan<byte> input, PooledBuffer output, bool end);
}
