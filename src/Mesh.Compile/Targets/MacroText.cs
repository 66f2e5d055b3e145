namespace Mesh.Compile.Targets;

/// <summary>Reads and writes what <c>-dM -E</c> prints: a line <c>#define NAME VALUE</c> per predefined macro.</summary>
internal static class MacroText
{
    private const string Define = "#define ";

    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var macros = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (!line.StartsWith(Define, StringComparison.Ordinal))
            {
                continue;
            }

            var definition = line[Define.Length..].TrimEnd('\r');
            var end = NameEnd(definition);
            macros[definition[..end]] = definition[end..].Trim();
        }

        return macros;
    }

    /// <summary>What <see cref="Parse"/> reads the same from.</summary>
    public static string Write(IReadOnlyDictionary<string, string> macros) => string.Concat(macros.Select(macro => $"{Define}{macro.Key} {macro.Value}\n"));

    // A macro with parameters: "__INT8_C(c) c".
    private static int NameEnd(string definition)
    {
        var end = definition.IndexOfAny([' ', '(']);
        return end < 0 ? definition.Length
            : definition[end] == '(' ? definition.IndexOf(')') + 1
            : end;
    }
}
