namespace Mesh.Node.Processes;

/// <summary>Reads a child's pipe to its end, so that the child never blocks, and keeps the first bytes.</summary>
internal static class OutputCollector
{
    /// <summary>A pipe holds 64 KiB on Linux; a larger buffer would never fill.</summary>
    private const int PieceBytes = 64 * 1024;

    public static async Task<byte[]> ReadAsync(Stream pipe, int keptBytes, CancellationToken cancel)
    {
        var kept = new MemoryStream();
        var piece = new byte[PieceBytes];
        int count;
        while ((count = await pipe.ReadAsync(piece.AsMemory(), cancel).ConfigureAwait(false)) > 0)
            kept.Write(piece, 0, Math.Min(count, keptBytes - (int)kept.Length));

        return kept.ToArray();
    }
}
