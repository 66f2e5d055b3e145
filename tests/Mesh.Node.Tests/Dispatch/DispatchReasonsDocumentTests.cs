using System.Text.RegularExpressions;
using Mesh.Testing;

namespace Mesh.Node.Tests.Dispatch;

/// <summary>docs/COMMAND_LINES.md lists what may keep a compile here once it is tried: all of that and nothing else.</summary>
public sealed partial class DispatchReasonsDocumentTests
{
    [Fact]
    public void Every_reason_has_its_row()
    {
        var source = File.ReadAllText(Repository.File("src", "Mesh.Node", "Dispatch", "DispatchReasons.cs"));
        var document = File.ReadAllText(Repository.File("docs", "COMMAND_LINES.md"));
        var table = document[document.IndexOf("## Local once it is tried", StringComparison.Ordinal)..];

        Assert.Equal(
            Code().Matches(source).Select(match => match.Groups["code"].Value).Distinct().Order(StringComparer.Ordinal),
            Row().Matches(table).Select(match => match.Groups["code"].Value));
    }

    [GeneratedRegex("\"(?<code>[a-z]+(-[a-z0-9]+)+)\"")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\| `(?<code>[a-z0-9-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
