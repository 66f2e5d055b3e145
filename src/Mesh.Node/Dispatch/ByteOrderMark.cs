using Mesh.Wire.Hands;

namespace Mesh.Node.Dispatch;

/// <summary>UTF-8's, before the first line of a caller's file.</summary>
internal static class ByteOrderMark
{
    private const ulong LongestFile = HandsLimits.MaxFrameBytes - 64;

    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith("\uFEFF"u8);

    /// <summary>Whether it begins the file; also true of one that is too long to be looked into.</summary>
    public static async ValueTask<bool> BeginsAsync(HandsSession hands, string file)
    {
        hands.Queue(new Read(file, LongestFile));
        return await hands.NextAsync<Content>().ConfigureAwait(false) is not { Ok: true } content || Begins(content.Bytes.Span);
    }
}
