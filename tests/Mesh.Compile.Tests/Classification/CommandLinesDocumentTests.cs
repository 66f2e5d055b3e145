using System.Text.RegularExpressions;
using Mesh.Compile.Classification;
using Mesh.Compile.Tests.Arguments;
using Mesh.Testing;

namespace Mesh.Compile.Tests.Classification;

/// <summary>Holds <c>docs/COMMAND_LINES.md</c> and the list of codes to what the code can say.</summary>
public sealed partial class CommandLinesDocumentTests
{
    [Fact]
    public void The_document_lists_every_reason_with_its_meaning()
    {
        string text = File.ReadAllText(Repository.File("docs", "COMMAND_LINES.md"));
        var listed = Row().Matches(text[..text.IndexOf("## Local once it is tried", StringComparison.Ordinal)]).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);

        Assert.Equal(LocalReasons.Meanings.OrderBy(pair => pair.Key), listed.OrderBy(pair => pair.Key));
    }

    [Fact]
    public void Every_code_is_one_of_a_row_or_of_the_classifier()
    {
        var used = OptionTableTests.AllRows.Select(row => row.Code).OfType<string>()
            .Concat(typeof(LocalReasons).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!))
            .ToHashSet();

        Assert.Equal(used.Order(), LocalReasons.Meanings.Keys.Order());
        Assert.All(used, code => Assert.Matches("^[a-z]+(-[a-z]+)*$", code));
    }

    [GeneratedRegex(@"^\| `([a-z-]+)` \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
