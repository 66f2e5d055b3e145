using System.Text.RegularExpressions;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Wire.Tests.Hands;

/// <summary>docs/HANDS.md is normative: its example and its numbers are the code's.</summary>
public sealed class HandsDocumentTests
{
    private static readonly string Document = File.ReadAllText(Repository.File("docs", "HANDS.md"));

    [Fact]
    public async Task The_example_is_what_it_says()
    {
        var reader = new HandsFrameReader(new MemoryStream(ExampleBytes()));
        var cancel = TestContext.Current.CancellationToken;
        var call = Assert.IsType<Call>(await reader.ReadAsync(cancel));
        Assert.Equal((1u, CallFlags.None, 0x12u, "/home/"), (call.Version, call.Flags, call.Umask, call.Cwd));
        Assert.Equal(("/usr/bin/gcc", "/usr/bin/x86_64-linux-gnu-gcc-12"), (call.Compiler, call.RealCompiler));
        Assert.Equal(new FileIdentity(0xfe00, 0x1234, 0x13dbf8, 0x17f0000000000000), call.Identity);
        Assert.Equal(["gcc", "-c", "x.c"], call.Arguments);
        Assert.Equal(["LANG=C"], call.Environment);
        var exec = Assert.IsType<Exec>(await reader.ReadAsync(cancel));
        Assert.True(exec is { Hold: true, Arguments.Count: 0, EnvironmentEdits.Count: 0 });
        Assert.Null(await reader.ReadAsync(cancel));
        Assert.Equal(ExampleBytes(), AnyMessage.Encode(call, exec));
    }

    [Fact]
    public void The_table_numbers_every_kind()
    {
        var told = Regex.Matches(Document, @"\b(\d+) \|? ?([A-Z_]+)\b").Select(m => (m.Groups[1].Value, m.Groups[2].Value.Replace("_", ""))).ToHashSet();
        Assert.All(Enum.GetValues<HandsFrameKind>(), kind => Assert.Contains(($"{(byte)kind}", kind.ToString().ToUpperInvariant()), told));
    }

    private static byte[] ExampleBytes()
    {
        var example = Regex.Match(Document, "```hands-example\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var hex = string.Concat(example.Split('\n').Select(line => line.Split('#')[0])).Replace(" ", "");
        return Convert.FromHexString(hex);
    }
}
