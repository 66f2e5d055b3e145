namespace Mesh.Node.Configuration;

/// <summary>A value, or what is wrong with the text it should have come from.</summary>
internal readonly record struct Parsed<T>(T? Value, string? Problem)
{
    public static Parsed<T> Of(T value) => new(value, null);

    public static Parsed<T> Wrong(string problem) => new(default, problem);
}
