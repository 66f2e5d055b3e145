using Mesh.Node.Processes;
using Mesh.Testing;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>One clang makes code for many targets; which, its user says on the command line.</summary>
public sealed class ClangTargetTests
{
    [Theory]
    [InlineData("--target=aarch64-linux-gnu", "-fintegrated-as")]
    [InlineData("--target=arm-linux-gnueabihf", "-mcpu=arm1176jzf-s")]
    public async Task A_target_travels_with_the_job(params string[] options)
    {
        Assert.SkipWhen(ExternalProgram.Find("clang") is null, "clang is not installed");
        using var work = new TempDirectory();
        work.Write("x.c", "double f(double a, int b) { return a * 3 / b; }\n");
        await using var helper = await TestNode.StartAsync("helper");
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false }, helper.Port);
        await client.UntilPeerIsReadyAsync("helper");
        var bare = await ChildProcess.RunAsync(
            new ChildCommand("/usr/bin/clang", [.. options, "-O2", "-c", "x.c", "-o", "bare.o"]) { WorkingDirectory = work.Path }, ChildLimits.Question, TestContext.Current.CancellationToken);
        Assert.True(bare is ChildResult.Exited { Code: 0 }, bare.ToString());

        var result = await client.RunAsync(work.Path, ["clang", .. options, "-O2", "-c", "x.c", "-o", "x.o"]);

        Assert.True(result is { Code: 0, Stdout.Length: 0, Stderr.Length: 0 }, client.Log.ToString());
        Assert.True((await client.StatusAsync()).Totals.Remote == 1, client.Log.ToString());
        Assert.Equal(
            await File.ReadAllBytesAsync(work.File("bare.o"), TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(work.File("x.o"), TestContext.Current.CancellationToken));
    }
}
