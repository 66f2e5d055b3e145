using Mesh.Testing;

namespace Mesh.Differential.Tests.Rows;

/// <summary>
/// The rows beside this file: a theme a file, a command a line, # begins a comment, ! a row that mesh does not do justice yet. $CC and $CXX stand for the family's drivers; a line without
/// them is for the family whose compiler it names.
/// </summary>
internal static class RowFiles
{
    /// <summary>Only rows that contain this text, to look into one of them.</summary>
    private static readonly string? Only = Environment.GetEnvironmentVariable("MESH_DIFFERENTIAL_ONLY");

    /// <summary>Whether shares of all rows mean something.</summary>
    public static bool AreWhole => Only is null;

    private static readonly string Folder = Repository.File("tests", "Mesh.Differential.Tests", "Rows");

    /// <param name="open">The rows with !, or those without.</param>
    public static IReadOnlyList<string> Of(string c, string cxx, bool open) =>
    [
        .. Directory.EnumerateFiles(Folder, "*.rows").Order(StringComparer.Ordinal).SelectMany(File.ReadLines)
            .Where(line => line.Length > 0 && line[0] != '#' && line[0] == '!' == open && IsFor(c, line))
            .Select(line => line.TrimStart('!'))
            .Select(line => line.Replace("$CXX", cxx, StringComparison.Ordinal).Replace("$CC", c, StringComparison.Ordinal))
            .Where(line => Only is null || line.Contains(Only, StringComparison.Ordinal)),
    ];

    private static bool IsFor(string c, string line) =>
        line.Contains("$CC", StringComparison.Ordinal) || line.Contains("$CXX", StringComparison.Ordinal)
        || line.Contains("clang", StringComparison.Ordinal) == (c == "clang");
}
