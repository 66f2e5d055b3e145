using Mesh.Wire;
using Mesh.Wire.Compression;
using Mesh.Wire.Messages;

namespace Mesh.Node.Helper;

/// <summary>One output of a job, compressed: its Result announces the length and digest of what is carried, so all of it is made first.</summary>
internal sealed class CarriedOutput : IDisposable
{
    private const int PieceBytes = 128 * 1024;

    private readonly PooledBuffer _carried;

    private CarriedOutput(PooledBuffer carried, OutputInfo info) => (_carried, Info) = (carried, info);

    public OutputInfo Info { get; }

    /// <summary>Those of a job's outputs that are there and wanted, in their order.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IReadOnlyList<CarriedOutput> ReadAll(IEnumerable<JobOutput> outputs, JobFolder folder, string codec)
    {
        var all = new List<CarriedOutput>();
        try
        {
            foreach (var output in outputs.Where(output => output.IsSent && File.Exists(folder.Of(output.File)))) all.Add(Read(output.Word, folder.Of(output.File), codec));
            return all;
        }
        catch
        {
            foreach (var output in all) output.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">The file cannot be read.</exception>
    private static CarriedOutput Read(string kind, string path, string codec)
    {
        var carried = new PooledBuffer();
        try
        {
            using var compressor = Codecs.CreateCompressor(codec);
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
            var length = Compress(file, compressor, carried);
            return new CarriedOutput(carried, new OutputInfo(kind, length, carried.Length, Digest.Of(carried.Span)));
        }
        catch
        {
            carried.Dispose();
            throw;
        }
    }

    public IEnumerable<OutputChunk> Chunks()
    {
        for (var start = 0; start < _carried.Length; start += WireLimits.MaxChunkBytes)
            yield return new OutputChunk(_carried.Memory.Slice(start, Math.Min(WireLimits.MaxChunkBytes, _carried.Length - start)));
    }

    public void Dispose() => _carried.Dispose();

    private static long Compress(Stream file, ICompressor compressor, PooledBuffer carried)
    {
        var piece = System.Buffers.ArrayPool<byte>.Shared.Rent(PieceBytes);
        long length = 0;
        int count;
        while ((count = file.Read(piece, 0, piece.Length)) > 0)
        {
            length += count;
            compressor.Compress(piece.AsSpan(0, count), carried, end: false);
        }

        compressor.Compress([], carried, end: true);
        System.Buffers.ArrayPool<byte>.Shared.Return(piece);
        return length;
    }
}
