using System.Buffers;
using Package = global::MessagePack;

namespace Mesh.Wire.Tests.Messages;

/// <summary>Changes the outer map of a message's body, and the maps in it, with the package's reader and writer.</summary>
internal static class MapSurgery
{
    public static int Count(byte[] body) => new Package.MessagePackReader(body).ReadMapHeader();

    public static byte[] Without(byte[] body, int key)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new Package.MessagePackWriter(bytes);
        var reader = new Package.MessagePackReader(body);
        int count = reader.ReadMapHeader();
        writer.WriteMapHeader(count - 1);
        for (int i = 0; i < count; i++)
        {
            int current = reader.ReadInt32();
            var value = reader.ReadRaw();
            if (current == key)
                continue;
            writer.Write(current);
            writer.WriteRaw(value);
        }
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Adds to every map, at any depth, keys that nobody knows, with values of many types, at both ends.</summary>
    public static byte[] WithUnknownKeys(byte[] body)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new Package.MessagePackWriter(bytes);
        var reader = new Package.MessagePackReader(body);
        Copy(ref reader, ref writer);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private static void Copy(ref Package.MessagePackReader reader, ref Package.MessagePackWriter writer)
    {
        switch (reader.NextMessagePackType)
        {
            case Package.MessagePackType.Map:
                int count = reader.ReadMapHeader();
                writer.WriteMapHeader(count + 4);
                writer.Write(63);
                writer.Write("later");
                writer.Write(100);
                writer.WriteArrayHeader(2);
                writer.Write(1.5);
                writer.WriteMapHeader(1);
                writer.Write("deep");
                writer.WriteNil();
                for (int i = 0; i < count; i++)
                {
                    writer.Write(reader.ReadInt32());
                    Copy(ref reader, ref writer);
                }
                writer.Write(0);
                writer.Write(new byte[300]);
                writer.Write(int.MaxValue);
                writer.Write(DateTime.UnixEpoch);
                break;
            case Package.MessagePackType.Array:
                int length = reader.ReadArrayHeader();
                writer.WriteArrayHeader(length);
                for (int i = 0; i < length; i++)
                    Copy(ref reader, ref writer);
                break;
            default:
                writer.WriteRaw(reader.ReadRaw());
                break;
        }
    }
}
