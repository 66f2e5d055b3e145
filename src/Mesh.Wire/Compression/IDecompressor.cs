namespace Mesh.Wire.Compression;

/// <summary>
/// Reads one codec stream that comes in pieces: <see cref="Feed"/> one, then <see cref="Read"/> until it returns 0. So a small
/// piece that inflates to gigabytes is never in memory as a whole. Whatever is wrong with the stream is a
/// <see cref="ProtocolException"/>. Dispose gives the native state to the next, so only after the last call has returned.
/// </summary>
internal interface IDecompressor : IDisposable
{
    /// <summary>Bytes read so far; never more than the limit the decompressor was made with.</summary>
    long Produced { get; }

    /// <summary>The next piece. It must stay as it is until Read returns 0; only then may the next one be fed.</summary>
    void Feed(ReadOnlyMemory<byte> input);

    /// <summary>Fills some of <paramref name="output"/>; 0 when it needs another piece.</summary>
    int Read(Span<byte> output);

    /// <summary>After the last piece: refuses a stream that has not come to its end.</summary>
    void Finish();
}
