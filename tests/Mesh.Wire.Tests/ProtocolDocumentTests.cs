using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Mesh.Testing;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;

namespace Mesh.Wire.Tests;

/// <summary>Holds docs/PROTOCOL.md to the code: its bytes, its limits, its digests.</summary>
public sealed partial class ProtocolDocumentTests
{
    private static readonly string Document = File.ReadAllText(Repository.File("docs", "PROTOCOL.md"));

    /// <summary>An example is called for the kind of its message; a second one of that kind has a word more.</summary>
    public static TheoryData<string> Kinds => [.. Enum.GetNames<MessageKind>(), "Job beside", "Result beside"];

    /// <summary>The examples were encoded by another program than ours.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_bytes_of_an_example_are_the_bytes_of_its_message(string name)
    {
        byte[] bytes = Bytes(Examples().Single(example => example.Groups["name"].Value == name).Groups["lines"].Value);
        using var reader = new FrameReader(new MemoryStream(bytes));
        var frame = (await reader.ReadAsync(TestContext.Current.CancellationToken))!.Value;
        Assert.Equal(name.Split(' ')[0], frame.Kind.ToString());
        using var again = new PooledBuffer();
        MessageCodec.Encode(MessageCodec.Decode(frame), again);
        Assert.Equal(bytes, again.Span.ToArray());
        Assert.Null(await reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_examples_tell_of_one_job()
    {
        var source = (SourceChunk)Example(MessageKind.SourceChunk);
        var end = (SourceEnd)Example(MessageKind.SourceEnd);
        Assert.Equal((source.Bytes.Length, Digest.Of(source.Bytes.Span)), (end.Length, end.Digest));
        var output = ((Result)Example(MessageKind.Result)).Outputs.Single();
        var chunk = (OutputChunk)Example(MessageKind.OutputChunk);
        Assert.Equal((chunk.Bytes.Length, Digest.Of(chunk.Bytes.Span)), (output.CarriedLength, output.Digest));
    }

    [Fact]
    public void What_the_examples_want_beside_an_object_is_what_they_send()
    {
        string[] outputs = ["object", "stack-usage", "split-debug"];
        Assert.Equal(outputs, ((Job)Example("Job beside")).Outputs);
        Assert.Equal("a.dwo", ((Job)Example("Job beside")).SplitName);
        Assert.Equal(outputs, ((Result)Example("Result beside")).Outputs.Select(output => output.OutputKind));
    }

    [Fact]
    public void The_limits_are_the_codes()
    {
        var documented = Rows().ToDictionary(row => row.Groups["name"].Value, row => double.Parse(row.Groups["value"].Value, CultureInfo.InvariantCulture));
        var inCode = typeof(WireLimits).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.Name != nameof(WireLimits.ProtocolVersion))
            .ToDictionary(field => field.Name, field => field.GetValue(null) is TimeSpan time ? time.TotalSeconds : Convert.ToDouble(field.GetValue(null), CultureInfo.InvariantCulture));
        Assert.Equal(inCode.OrderBy(limit => limit.Key), documented.OrderBy(limit => limit.Key));
        Assert.StartsWith($"# The peer protocol, version {WireLimits.ProtocolVersion}\n", Document, StringComparison.Ordinal);
    }

    [Fact]
    public void The_digests_are_the_codes()
    {
        var rows = Digests().ToList();
        Assert.Equal(3, rows.Count);
        foreach (var row in rows)
        {
            string text = row.Groups["text"].Value == "nothing" ? "" : row.Groups["text"].Value.Trim('`');
            Assert.Equal(row.Groups["digest"].Value, Digest.Of(Encoding.ASCII.GetBytes(text)).ToString("x16", CultureInfo.InvariantCulture));
        }
    }

    private static IMessage Example(MessageKind kind) => Example(kind.ToString());

    private static IMessage Example(string name)
    {
        byte[] bytes = Bytes(Examples().Single(example => example.Groups["name"].Value == name).Groups["lines"].Value);
        return MessageCodec.Decode(new Frame(Enum.Parse<MessageKind>(name.Split(' ')[0]), bytes.AsMemory(Frame.HeaderBytes)));
    }

    private static byte[] Bytes(string lines) =>
        Convert.FromHexString(string.Concat(lines.Split('\n').Select(line => line.Split('#')[0])).Replace(" ", "", StringComparison.Ordinal));

    private static MatchCollection Examples() => ExamplePattern().Matches(Document);

    private static MatchCollection Rows() => LimitPattern().Matches(Document);

    private static MatchCollection Digests() => DigestPattern().Matches(Document);

    [GeneratedRegex(@"^```frame (?<name>\w+( beside)?)\n(?<lines>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ExamplePattern();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<value>\d+) \|", RegexOptions.Multiline)]
    private static partial Regex LimitPattern();

    [GeneratedRegex(@"^\| (?<text>[^|]+?) \| `(?<digest>[0-9a-f]{16})` \|", RegexOptions.Multiline)]
    private static partial Regex DigestPattern();
}
