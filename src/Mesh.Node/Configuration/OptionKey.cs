using System.Text;
using System.Text.Json;

namespace Mesh.Node.Configuration;

/// <summary>One row of <see cref="OptionKeys"/>: a property of <see cref="NodeOptions"/> under its three names.</summary>
internal abstract class OptionKey(string name, string remedy)
{
    /// <summary>In mesh.json: <c>stateDirectory</c>.</summary>
    public string Name { get; } = name;

    /// <summary>In the environment: <c>MESH_STATE_DIRECTORY</c>.</summary>
    public string Variable { get; } = "MESH_" + Underscored(name);

    /// <summary>What to write instead of a wrong value.</summary>
    public string Remedy { get; } = remedy;

    /// <summary>Sets the value if it is right; else says what is wrong with it.</summary>
    public abstract string? Apply(JsonElement json, ref NodeOptions options);

    /// <inheritdoc cref="Apply(JsonElement, ref NodeOptions)"/>
    public abstract string? Apply(IReadOnlyList<string> words, ref NodeOptions options);

    private static string Underscored(string camelCase)
    {
        var text = new StringBuilder();
        foreach (var c in camelCase)
        {
            if (char.IsUpper(c)) text.Append('_');
            text.Append(char.ToUpperInvariant(c));
        }
        return text.ToString();
    }
}

/// <summary>An <see cref="OptionKey"/> whose value is a <typeparamref name="T"/>.</summary>
internal sealed class OptionKey<T>(string name, string remedy, ValueKind<T> kind, Func<NodeOptions, T, NodeOptions> set) : OptionKey(name, remedy)
{
    public override string? Apply(JsonElement json, ref NodeOptions options) => Apply(kind.FromJson(json), ref options);

    public override string? Apply(IReadOnlyList<string> words, ref NodeOptions options) => Apply(kind.FromWords(words), ref options);

    private string? Apply(Parsed<T> parsed, ref NodeOptions options)
    {
        if (parsed.Problem is null) options = set(options, parsed.Value!);
        return parsed.Problem;
    }
}
