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

    [Theory]
    [InlineData("wasm32-wasi")]
    [InlineData("bpf")]
    [InlineData("lanai")]
    [InlineData("hexagon")]
    [InlineData("arm64_32-apple-watchos7")]
    public async Task A_target_whose_objects_cannot_be_checked_stays_here_and_is_held_against_nobody(string target)
    {
        Assert.SkipWhen(ExternalProgram.Find("clang") is null, "clang is not installed");
        using var work = new TempDirectory();
        work.Write("x.c", "int f(int a) { return a * 3; }\n");
        await using var helper = await TestNode.StartAsync("helper");
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false }, helper.Port);
        await client.UntilPeerIsReadyAsync("helper");

        var away = await client.RunAsync(work.Path, "clang", "--target=" + target, "-c", "x.c", "-o", "x.o");
        var native = await client.RunAsync(work.Path, "clang", "-c", "x.c", "-o", "native.o");

        Assert.True((away.Code, native.Code) == (0, 0), client.Log.ToString());
        var status = await client.StatusAsync();
        Assert.True(status.Totals is { Remote: 1, Local: 1, Fallback: 0 }, client.Log.ToString());
        Assert.Equal(1, status.LocalReasons["uncheckable-target"]);
        Assert.Null(Assert.Single(status.Peers).Reason);
    }
}
