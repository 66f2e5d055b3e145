using System.Text.RegularExpressions;

namespace Mesh.Node.Tests.Architecture;

/// <summary>One source file as the rooms test sees it: which room it is in, what it opens, what its code says.</summary>
internal sealed partial record SourceFile(string Path, string Room, IReadOnlyList<string> Uses, string Code)
{
    /// <param name="path">Relative to <c>src/</c>, with forward slashes: <c>Mesh.Node/Dispatch/CompileService.cs</c>.</param>
    /// <param name="text">The file's text.</param>
    public static SourceFile Parse(string path, string text)
    {
        var code = Noise().Replace(text, Blank);
        var uses = UsingLine().Matches(code).Select(m => m.Groups["name"].Value)
            .Concat(QualifiedName().Matches(UsingLine().Replace(code, "")).Select(m => m.Value))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return new SourceFile(path, RoomOf(path), uses, code);
    }

    /// <summary>The folder that names the room: "Mesh.Node.Dispatch" for Mesh.Node/Dispatch/**, "Mesh.Node" for Mesh.Node/Node.cs.</summary>
    private static string RoomOf(string path)
    {
        var parts = path.Split('/');
        return parts.Length > 2 ? $"{parts[0]}.{parts[1]}" : parts[0];
    }

    // Keeps the line structure, so that the using pattern still sees starts of lines.
    private static string Blank(Match noise) => new('\n', noise.Value.Count(c => c == '\n'));

    // Comments and string literals: a room named in a sentence is no arrow. Crude, but wrong only on code that nobody writes here.
    [GeneratedRegex("\"\"\".*?\"\"\"|@\"(?:[^\"]|\"\")*\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])'|//[^\\n]*|/\\*.*?\\*/", RegexOptions.Singleline)]
    private static partial Regex Noise();

    [GeneratedRegex(@"^\s*(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?(?:global::)?(?<name>[A-Z][\w.]*)[^;(]*;", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"(?<!namespace\s+)(?<![\w.])Mesh\.(?:Node|Wire|Compile|Commands|Views)(?:\.[A-Z]\w*)*")]
    private static partial Regex QualifiedName();
}
