using Mesh.Wire.MessagePack;

namespace Mesh.Wire.Messages;

/// <summary>The kinds of value that several messages have, each with its limit.</summary>
internal static class FieldValues
{
    public static void WriteStrings(ref MessagePackWriter writer, IReadOnlyList<string> values)
    {
        writer.WriteArrayHeader(values.Count);
        foreach (string value in values)
            writer.Write(value);
    }

    public static string[] ReadStrings(ref MessagePackReader reader, int maxCount, int maxBytes)
    {
        string[] values = new string[reader.ReadArrayHeader(maxCount)];
        for (int i = 0; i < values.Length; i++)
            values[i] = reader.ReadString(maxBytes);
        return values;
    }

    /// <summary>A word that identifies something; it ends up on terminals and in logs, so it holds no control characters.</summary>
    public static string ReadName(ref MessagePackReader reader) => Printable(reader.ReadString(WireLimits.MaxNameBytes));

    public static string[] ReadNames(ref MessagePackReader reader, int maxCount)
    {
        string[] names = new string[reader.ReadArrayHeader(maxCount)];
        for (int i = 0; i < names.Length; i++)
            names[i] = ReadName(ref reader);
        return names;
    }

    /// <summary>A text for people, one line, fit for a terminal.</summary>
    public static string ReadDetail(ref MessagePackReader reader) => Printable(reader.ReadString(WireLimits.MaxDetailBytes));

    /// <summary>A text for people, cut to what the other side will take.</summary>
    public static void WriteDetail(ref MessagePackWriter writer, string text)
    {
        const int MaxChars = WireLimits.MaxDetailBytes / 4;   // no char takes more than 3 bytes of UTF-8
        var line = new System.Text.StringBuilder(Math.Min(text.Length, MaxChars));
        for (int i = 0; i < text.Length && line.Length < MaxChars; i++)
            line.Append(char.IsControl(text[i]) || char.IsSurrogate(text[i]) ? ' ' : text[i]);
        writer.Write(line.ToString());
    }

    /// <summary>The body of a message that is a map with one number, under key 1.</summary>
    public static ulong ReadSoleNumber(ReadOnlyMemory<byte> body, string message)
    {
        ulong number = 0;
        var reader = new MessagePackReader(body.Span);
        var fields = Fields.Open(ref reader, message);
        while (fields.Next(ref reader))
        {
            if (fields.Key == 1)
                number = reader.ReadUInt64();
            else
                reader.Skip();
        }
        fields.Close(reader, lastRequired: 1);
        return number;
    }

    /// <summary>The body of a message that is one bin: a view of it.</summary>
    public static ReadOnlyMemory<byte> ReadSoleBytes(ReadOnlyMemory<byte> body, string message)
    {
        var reader = new MessagePackReader(body.Span);
        int length = reader.ReadBytes(WireLimits.MaxChunkBytes).Length;
        if (!reader.End)
            throw new ProtocolException($"bytes after the end of {message}");
        return body.Slice(body.Length - length);
    }

    private static string Printable(string text)
    {
        foreach (char c in text)
        {
            if (char.IsControl(c))
                throw new ProtocolException("a name or line with a control character");
        }
        return text;
    }
}
