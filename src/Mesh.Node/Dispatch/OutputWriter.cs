using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>The only one who writes a build output, by the hands of whoever typed the command: all outputs appear, or none.</summary>
internal static class OutputWriter
{
    /// <summary>What a compiler creates a file with, before the caller's umask.</summary>
    private const uint Mode = 0x1B6; // 0666

    /// <summary>Writes the outputs, prints the messages and ends the hands with success. Returns why not, when that failed; then nothing was written.</summary>
    public static async Task<string?> WriteAsync(
        HandsSession hands, IReadOnlyList<WrittenOutput> outputs, ReadOnlyMemory<byte> messages)
    {
        for (var rest = messages; rest.Length > 0; rest = rest[Math.Min(rest.Length, HandsLimits.MaxChunkBytes)..])
        {
            hands.Queue(new Err(rest[..Math.Min(rest.Length, HandsLimits.MaxChunkBytes)]));
        }

        foreach (var (path, way, bytes) in outputs)
        {
            hands.Queue(new Write(path, Mode | (uint)way));
            for (var rest = bytes; rest.Length > 0;)
            {
                var piece = rest[..Math.Min(rest.Length, HandsLimits.MaxChunkBytes)];
                hands.Queue(new Data(piece));
                rest = rest[piece.Length..];
                if (rest.Length > 0)
                {
                    await hands.FlushAsync().ConfigureAwait(false);
                }
            }

            hands.Queue(new Close());
        }

        hands.Queue(new Commit(ThenExit: true, Code: 0));
        var done = await hands.NextAsync<Done>().ConfigureAwait(false);
        return done.Ok ? null : done.Message;
    }
}
