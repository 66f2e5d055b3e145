using System.Text.Json;

namespace Mesh.Node.Configuration;

/// <summary>How one kind of value is written in mesh.json (typed) and in a flag or variable (text).</summary>
internal sealed class ValueKind<T>(string noun, Func<JsonElement, Parsed<T>?> fromJson, Func<IReadOnlyList<string>, Parsed<T>> fromWords)
{
    public Parsed<T> FromJson(JsonElement json) => fromJson(json) ?? Parsed<T>.Wrong($"{Shorten(json.GetRawText())} is not {noun}");

    /// <param name="words">One for a variable; one per use for a flag.</param>
    public Parsed<T> FromWords(IReadOnlyList<string> words) => fromWords(words);

    /// <summary>Enough to recognise a wrong value, and no more of a whole wrong file.</summary>
    private static string Shorten(string text) => text.Length <= 40 ? text : text.Substring(0, 37) + "...";
}
