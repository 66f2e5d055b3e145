using System.Text.Json;

namespace Mesh.Node.Configuration;

/// <summary>Reads one mesh.json into options and problems.</summary>
internal static class OptionsFile
{
    /// <summary>No configuration is this long; a device or a wrong file may be.</summary>
    private const int MostLetters = 1 << 20;

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static void Apply(string path, ref NodeOptions options, List<ConfigurationProblem> problems)
    {
        if (ReadText(path, problems) is not { } text) return;
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            Apply(path, document.RootElement, ref options, problems);
        }
        catch (JsonException e)
        {
            var where = $"{path}:{e.LineNumber + 1}:{e.BytePositionInLine + 1}";
            problems.Add(new(where, null, "not JSON: " + WithoutPosition(e.Message), "put it right there; mesh.example.json shows the form (comments and trailing commas are allowed)"));
        }
    }

    private static string? ReadText(string path, List<ConfigurationProblem> problems)
    {
        try
        {
            using var reader = new StreamReader(path);
            var buffer = new char[MostLetters + 1];     // its length property says nothing about a device or a pipe
            var length = reader.ReadBlock(buffer, 0, buffer.Length);
            if (length <= MostLetters) return new string(buffer, 0, length);
            problems.Add(new(path, null, "longer than any mesh.json", "give the path of a mesh.json"));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problems.Add(new(path, null, "there is no such file", "create it, or name another with --config or MESH_CONFIG"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new(path, null, "cannot be read: " + e.Message.TrimEnd('.'), "make it a readable file, or name another with --config or MESH_CONFIG"));
        }
        return null;
    }

    private static void Apply(string path, JsonElement root, ref NodeOptions options, List<ConfigurationProblem> problems)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            problems.Add(new(path, null, "not a JSON object", "write { \"slots\": 4 }, for example"));
            return;
        }
        var seen = new HashSet<string>();
        foreach (var property in root.EnumerateObject())
        {
            if (!seen.Add(property.Name))
                problems.Add(new(path, property.Name, "is there twice", "remove one of them"));
            else if (Problem(property, ref options) is { } problem)
                problems.Add(new(path, property.Name, problem.What, problem.Remedy));
        }
    }

    private static (string What, string Remedy)? Problem(JsonProperty property, ref NodeOptions options)
    {
        var key = OptionKeys.All.FirstOrDefault(key => key.Name == property.Name);
        if (key is null)
        {
            var names = OptionKeys.All.Select(key => key.Name).ToList();
            return ("no such key" + Spelling.DidYouMean(property.Name, names), "the keys are " + string.Join(", ", names));
        }
        if (property.Value.ValueKind == JsonValueKind.Null) return null;     // null asks for the default: mesh.example.json has them
        return key.Apply(property.Value, ref options) is { } what ? (what, key.Remedy) : null;
    }

    private static string WithoutPosition(string message)
    {
        var at = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (at < 0 ? message : message.Substring(0, at)).TrimEnd('.');
    }
}
