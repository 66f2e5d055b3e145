using System.Globalization;
using System.Text.Json;

namespace Mesh.Node.Configuration;

/// <summary>The kinds of value that options have.</summary>
internal static class ValueKinds
{
    public static ValueKind<int> WholeNumber(int least, int most)
    {
        return new("a whole number", json => json.ValueKind == JsonValueKind.Number ? Parse(json.GetRawText()) : null, words => Parse(words[^1]));

        Parsed<int> Parse(string text) =>
            !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? Parsed<int>.Wrong($"'{text}' is not a whole number")
            : number < least || number > most ? Parsed<int>.Wrong($"{number} is out of range")
            : Parsed<int>.Of((int)number);
    }

    public static ValueKind<bool> Truth { get; } = new(
        "true or false",
        json => json.ValueKind is JsonValueKind.True or JsonValueKind.False ? Parsed<bool>.Of(json.GetBoolean()) : null,
        words => words[^1].ToLowerInvariant() switch
        {
            "1" or "true" or "yes" or "on" => Parsed<bool>.Of(true),
            "0" or "false" or "no" or "off" => Parsed<bool>.Of(false),
            var other => Parsed<bool>.Wrong($"'{other}' is not true or false"),
        });

    public static ValueKind<T> Text<T>(Func<string, Parsed<T>> parse) =>
        new("a text", json => json.ValueKind == JsonValueKind.String ? parse(json.GetString()!) : null, words => parse(words[^1]));

    public static ValueKind<T> Choice<T>(IReadOnlyDictionary<string, T> choices) => Text(text =>
        choices.TryGetValue(text, out var value) ? Parsed<T>.Of(value)
        : Parsed<T>.Wrong($"'{text}' is not a choice{Spelling.DidYouMean(text, choices.Keys)}"));

    /// <summary>In mesh.json an array of texts; as words, each may hold several with commas between.</summary>
    public static ValueKind<IReadOnlyList<T>> List<T>(Func<string, Parsed<T>> parse)
    {
        return new("a list of texts", FromJson, words => Collect(words.SelectMany(word => word.Split(',')).Select(word => word.Trim()).Where(word => word.Length > 0)));

        Parsed<IReadOnlyList<T>>? FromJson(JsonElement json) =>
            json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
                ? Collect(json.EnumerateArray().Select(item => item.GetString()!)) : null;

        Parsed<IReadOnlyList<T>> Collect(IEnumerable<string> texts)
        {
            var items = texts.Select(parse).ToList();
            return items.Find(item => item.Problem is not null).Problem is { } problem ? Parsed<IReadOnlyList<T>>.Wrong(problem)
                : Parsed<IReadOnlyList<T>>.Of(items.ConvertAll(item => item.Value!));
        }
    }
}
