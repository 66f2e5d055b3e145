using System.Text;

namespace Mesh.Hands;

/// <summary>This process's arguments and environment as bytes: the runtime shows them as text and loses what is not UTF-8.</summary>
internal static class ProcessBytes
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The last arguments of this process, which <paramref name="typed"/> shows as text; where they do not match, the text's own bytes.</summary>
    public static IReadOnlyList<byte[]> Exact(IReadOnlyList<string> typed)
    {
        if (Read("/proc/self/cmdline") is { } all && all.Count >= typed.Count)
        {
            var last = all.GetRange(all.Count - typed.Count, typed.Count);
            if (last.Zip(typed, (bytes, text) => Encoding.UTF8.GetString(bytes) == text).All(same => same)) return last;
        }

        return [.. typed.Select(Encoding.UTF8.GetBytes)];
    }

    /// <summary>A file of NUL-terminated strings; null when it cannot be read.</summary>
    public static List<byte[]>? Read(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            var strings = new List<byte[]>();
            for (var start = 0; start < bytes.Length;)
            {
                var end = Array.IndexOf(bytes, (byte)0, start);
                if (end < 0) end = bytes.Length;
                strings.Add(bytes[start..end]);
                start = end + 1;
            }

            return strings;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static List<byte[]> ManagedEnvironment()
    {
        var variables = new List<byte[]>();
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables.Add(Encoding.UTF8.GetBytes($"{variable.Key}={variable.Value}"));
        }

        return variables;
    }

    public static bool IsUtf8(byte[] bytes)
    {
        try
        {
            _ = Strict.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
