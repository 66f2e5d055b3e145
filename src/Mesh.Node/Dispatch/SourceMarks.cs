using System.Text;
using Mesh.Compile.Classification;
using Mesh.Compile.Objects;
using Mesh.Wire;
using Mesh.Wire.Compression;

namespace Mesh.Node.Dispatch;

/// <summary>Whether a source that has travelled may itself set the marks of its object; asked only once an object has others than its target.</summary>
internal static class SourceMarks
{
    private const int PieceBytes = 64 * 1024;

    public static async Task<bool> MayBeSetAsync(CompilePlan plan, PreprocessedSource source, CancellationToken cancel)
    {
        using var decompressor = Codecs.CreateDecompressor(source.Codec, WireLimits.MaxSourceBytes);
        var scan = new MarkScan();
        scan.Add(Encoding.UTF8.GetBytes(string.Join("\n", plan.TravellingOptions))); // macros that travel are a part of the text
        var piece = new byte[PieceBytes];
        for (var i = 0; !scan.HasFound && await source.ReadAsync(i, cancel).ConfigureAwait(false) is { } chunk; i++)
        {
            decompressor.Feed(chunk);
            while (decompressor.Read(piece) is > 0 and var read)
            {
                scan.Add(piece.AsSpan(0, read));
            }
        }

        return scan.HasFound;
    }
}
