using Mesh.Wire.Hands;
using Mesh.Wire.Messages;

namespace Mesh.Node.Dispatch;

/// <summary>Reads files of the caller's through the hands.</summary>
internal static class CallerFiles
{
    /// <summary>READs under way: their requests fit into the socket while the hands wait for room to answer.</summary>
    public const int MostReads = 32;

    /// <summary>Bytes of a file that fits into one answer.</summary>
    public const ulong LongestFile = HandsLimits.MaxFrameBytes - 64;

    /// <summary>All of them, in their order; null where one cannot be read, or they are too much.</summary>
    /// <param name="most">Bytes of all together.</param>
    public static async Task<IReadOnlyList<NamedFile>?> ReadAsync(HandsSession hands, IReadOnlyCollection<string> names, long most)
    {
        var files = new List<NamedFile>();
        long bytes = 0;
        for (var left = new Queue<string>(names); left.Count > 0;)
        {
            var batch = new List<string>();
            while (batch.Count < MostReads && left.Count > 0)
            {
                batch.Add(left.Dequeue());
                hands.Queue(new Read(batch[^1], LongestFile));
            }

            var areRead = true; // every answer is taken, also behind one that will not do
            foreach (var name in batch)
            {
                var content = await hands.NextAsync<Content>().ConfigureAwait(false);
                areRead &= content.Ok && (bytes += content.Bytes.Length) <= most;
                if (areRead)
                {
                    files.Add(new NamedFile(name, content.Bytes.ToArray()));
                }
            }

            if (!areRead)
            {
                return null;
            }
        }

        return files;
    }
}
