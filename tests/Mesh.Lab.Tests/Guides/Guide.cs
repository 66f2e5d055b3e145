using System.Text.RegularExpressions;

namespace Mesh.Lab.Tests.Guides;

/// <summary>The commands of one document in docs/guides. A comment above each block says where the tests run it, or why they do not.</summary>
internal sealed partial record Guide(string Name, IReadOnlyList<Guide.Block> Blocks, IReadOnlyList<string> Unmarked)
{
    public static string Folder => Path.Combine(MeshProgram.RepositoryRoot, "docs/guides");

    public static IEnumerable<string> Names => Directory.GetFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static Guide Read(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name + ".md"));
        var blocks = Marked().Matches(text).Select(match => new Block(Value(match, "machine"), Value(match, "build"), Value(match, "file"), Value(match, "why"), match.Groups["lines"].Value.TrimEnd('\n').Split('\n'))).ToList();
        var unmarked = Fence().Matches(Marked().Replace(text, "")).Select(match => match.Value).ToList();
        return new Guide(name, blocks, unmarked);
    }

    private static string? Value(Match match, string group) => match.Groups[group] is { Success: true, Value: var value } ? value : null;

    [GeneratedRegex(@"<!-- (?:on (?<machine>[a-z]+)|builds (?<build>[a-z-]+)|run by (?<file>\S+)|not run: (?<why>[^\n]+)) -->\n```sh\n(?<lines>.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex("^```(?!$).*$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    /// <summary>Commands that belong together: on a machine of the test, in the folder of a real project, in another test, or nowhere.</summary>
    internal sealed record Block(string? Machine, string? Build, string? ElsewhereIn, string? WhyNot, IReadOnlyList<string> Lines);
}
