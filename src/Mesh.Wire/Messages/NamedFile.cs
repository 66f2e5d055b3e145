using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>A file of the client's, for messages to show lines of.</summary>
/// <param name="Name">As the preprocessed text calls it.</param>
internal readonly record struct NamedFile(string Name, ReadOnlyMemory<byte> Bytes)
{
    // array of: array of 2: name str | content bin
    public static void Write(ref MessagePackWriter writer, IReadOnlyList<NamedFile> files)
    {
        writer.WriteArrayHeader(files.Count);
        foreach (var file in files)
        {
            writer.WriteArrayHeader(2);
            writer.Write(file.Name);
            writer.Write(file.Bytes.Span);
        }
    }

    public static NamedFile[] Read(ref MessagePackReader reader, int maxCount, int maxBytes)
    {
        var files = new NamedFile[reader.ReadArrayHeader(maxCount)];
        for (int i = 0; i < files.Length; i++)
        {
            if (reader.ReadArrayHeader(2) != 2)
                throw new ProtocolException("a file is a name and a content");
            files[i] = new NamedFile(reader.ReadString(WireLimits.MaxPathBytes), reader.ReadBytes(maxBytes).ToArray());
        }
        return files;
    }
}
