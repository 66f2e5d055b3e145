using Mesh.Testing;

namespace Mesh.Node.Tests.EndToEnd;

public sealed class ExplainTests
{
    [Theory]
    [InlineData("-c x.c -fplugin=./p.so", "plugin", "-fplugin=./p.so")]
    [InlineData("-O2 -E x.c", "preprocess-only", "-E")]
    [InlineData("-c x.c -fnever-heard-of", "unknown-option", "-fnever-heard-of")]
    [InlineData("-c x.c -specs=own.specs", "specs", "-specs=own.specs")]
    [InlineData("-c -x assembler x.c", "assembler-source", "-x assembler")]
    [InlineData("-c x.c -o", "incomplete-option", "-o")]
    [InlineData("x.c", "links", null)]
    public async Task What_stays_here_is_told_with_the_option_that_caused_it(string options, string reason, string? option)
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int x;\n");
        await using var node = await TestNode.StartAsync("node");

        var lines = (await node.ExplainAsync(work.Path, "/usr/bin/gcc", options.Split(' '))).Split('\n');

        Assert.StartsWith("local: ", lines[0]);
        Assert.Equal($"reason: {reason}", lines[1]);
        Assert.Equal(option, lines.SingleOrDefault(line => line.StartsWith("option: ", StringComparison.Ordinal))?["option: ".Length..]);
        Assert.Contains($"runs here: /usr/bin/gcc {options}", lines);
    }

    [Fact]
    public async Task What_travels_is_told_with_its_parts_and_who_can_take_it()
    {
        using var work = new TempDirectory();
        work.Write("a file.c", "int x;\n");
        await using var able = await TestNode.StartAsync("able");
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false }, able.Port);
        await client.UntilPeerIsReadyAsync("able");

        var lines = (await client.ExplainAsync(work.Path, "/usr/bin/gcc", "-O2", "-Iinc", "-DX=a b", "-MD", "-fstack-usage", "-c", "a file.c")).Split('\n');

        Assert.Equal("remote: one source to one object", lines[0]);
        Assert.Contains("preprocess here: /usr/bin/gcc -O2 -Iinc '-DX=a b' -E -fpch-preprocess -fdirectives-only -MD -MF 'a file.d' -MQ 'a file.o' 'a file.c'", lines);
        Assert.Contains("options that travel: -O2 -fstack-usage", lines);
        Assert.Contains("outputs: 'a file.o' 'a file.su' 'a file.d'", lines);
        Assert.Contains(lines, line => line.StartsWith("compiler: /usr/bin/gcc (gcc ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("peer able: can take it by gcc ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_peer_the_job_is_told_all_the_same()
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int x;\n");
        await using var node = await TestNode.StartAsync("node");

        var lines = (await node.ExplainAsync(work.Path, "/usr/bin/gcc", "-O2", "-c", "x.c")).Split('\n');

        Assert.Equal(["local: no peer is ready to help", "reason: no-peer", "runs here: /usr/bin/gcc -O2 -c x.c"], lines.Take(3));
        Assert.Contains("options that travel: -O2", lines);
        Assert.Contains("peers: none", lines);
    }
}
