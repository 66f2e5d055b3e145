using Mesh.Testing;

namespace Mesh.Differential.Tests.Cases;

/// <summary>The small tree of sources that every command starts from: tests/Mesh.Differential.Tests/Tree.</summary>
internal static class SourceTree
{
    private static readonly string Origin = Repository.File("tests", "Mesh.Differential.Tests", "Tree");

    public static IReadOnlyDictionary<string, byte[]> Files { get; } = Directory
        .EnumerateFiles(Origin, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(Origin, file), File.ReadAllBytes, StringComparer.Ordinal);

    /// <summary>With those that commands write to: git keeps no empty ones.</summary>
    public static IReadOnlyList<string> Folders { get; } =
        [.. Files.Keys.Select(name => Path.GetDirectoryName(name)!).Append("out").Append("out/deep").Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    public static bool Holds(string name, byte[] bytes) => Files.TryGetValue(name, out var own) && own.AsSpan().SequenceEqual(bytes);
}
