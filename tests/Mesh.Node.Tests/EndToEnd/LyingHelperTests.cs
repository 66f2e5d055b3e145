using Mesh.Node.Processes;
using Mesh.Testing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>Whatever a helper sends back, only an object for the client's own target is written; else the compile happens here.</summary>
public sealed class LyingHelperTests
{
    [Theory]
    [InlineData("honest", false)]
    [InlineData("i386", true)]
    [InlineData("truncated", true)]
    [InlineData("text", true)]
    [InlineData("empty", true)]
    [InlineData("wrong digest", false)]
    [InlineData("wrong length", false)]
    [InlineData("wrong kind", false)]
    public async Task Only_an_object_for_this_target_is_written(string lie, bool quarantined)
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int f(int a) { return a * 3; }\n");
        var bare = await CompileAsync(work, "bare.o");
        using var peer = new ScriptedPeer { Object = await ObjectAsync(lie, work, bare), Announce = Announcement(lie) };
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false, CompareCode = false }, peer.Port);
        await client.UntilPeerIsReadyAsync("scripted");

        var result = await client.RunAsync(work.Path, "gcc", "-c", "x.c", "-o", "x.o");

        Assert.True(result is { Code: 0, Stdout.Length: 0, Stderr.Length: 0 }, client.Log.ToString());
        Assert.Equal(bare, await File.ReadAllBytesAsync(work.File("x.o"), TestContext.Current.CancellationToken));
        Assert.Equal(1, peer.JobsAnswered);
        var status = await client.StatusAsync();
        Assert.Equal(lie == "honest" ? (1, 0) : (0, 1), (status.Totals.Remote, status.Totals.Fallback));
        Assert.Equal(quarantined, status.Peers.SingleOrDefault()?.Reason?.StartsWith("quarantined", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData("arm-linux-gnueabihf-gcc", "")]
    [InlineData("arm-linux-gnueabihf-gcc -march=armv8-a+simd -O1", "")] // a later ARM's: refused, and no proof against the helper
    [InlineData("gcc", "64-bit")]
    [InlineData("gcc -m32", "machine")]
    [InlineData("aarch64-linux-gnu-gcc", "64-bit")]
    [InlineData("arm-linux-gnueabihf-gcc -mbig-endian", "big-endian")]
    [InlineData("arm-linux-gnueabi-gcc", "core registers")]
    [InlineData("arm-linux-gnueabihf-gcc -mfloat-abi=softfp", "core registers")]
    [InlineData("mips-linux-gnu-gcc", "big-endian")]
    [InlineData("mipsel-linux-gnu-gcc", "machine")]
    public async Task Only_an_object_for_the_clients_arm_is_written(string made, string complaint)
    {
        var command = made.Split(' ');
        Assert.SkipWhen(ExternalProgram.Find(command[0]) is null || ExternalProgram.Find("arm-linux-gnueabihf-gcc") is null, $"{made} or arm-linux-gnueabihf-gcc is not installed");
        using var work = new TempDirectory();
        work.Write("x.c", "double f(double a) { return a * 3; }\n");
        var bare = await CompileAsync(work, "bare.o", "arm-linux-gnueabihf-gcc", []);
        using var peer = new ScriptedPeer { Triplet = "arm-linux-gnueabihf", Object = await CompileAsync(work, "lie.o", command[0], [.. command.Skip(1)]) };
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false, CompareCode = false }, peer.Port);
        await client.UntilPeerIsReadyAsync("scripted");

        var result = await client.RunAsync(work.Path, "arm-linux-gnueabihf-gcc", "-c", "x.c", "-o", "x.o");

        Assert.True(result is { Code: 0, Stdout.Length: 0, Stderr.Length: 0 }, client.Log.ToString());
        Assert.Equal(bare, await File.ReadAllBytesAsync(work.File("x.o"), TestContext.Current.CancellationToken));
        var reason = (await client.StatusAsync()).Peers.SingleOrDefault()?.Reason ?? "";
        Assert.True(complaint.Length == 0 ? reason.Length == 0 : reason.StartsWith("quarantined", StringComparison.Ordinal) && reason.Contains(complaint, StringComparison.Ordinal), reason);
        Assert.Equal(1, peer.JobsAnswered);
    }

    [Theory]
    [InlineData("arm-linux-gnueabihf", "asm(\".eabi_attribute 28, 0\");", false)]
    [InlineData("arm-linux-gnueabihf", "#define FLOATS \".EABI_ATTRIBUTE Tag_ABI_VFP_args, 0\"\nasm(FLOATS);", false)]
    [InlineData("arm-linux-gnueabihf", "asm(\".cpu cortex-a7\");", true)]
    [InlineData("mips-linux-gnu", "void g(void) { asm(\".nan 2008\"); }", false)]
    [InlineData("mips-linux-gnu", "const char *s = \"a.nano\";", true)]
    [InlineData("mips-linux-gnu", "int g;", false, "-Wa,-EB")]
    [InlineData("mips-linux-gnu", "int g;", true, "-Wa,--noexecstack")]
    public async Task Marks_that_the_source_may_have_set_are_no_proof_against_a_helper(string target, string line, bool quarantined, params string[] options)
    {
        var compiler = target + "-gcc";
        Assert.SkipWhen(ExternalProgram.Find(compiler) is null, $"{compiler} is not installed");
        using var work = new TempDirectory();
        work.Write("x.c", "double f(double a) { return a * 3; }\n" + (target.StartsWith("mips", StringComparison.Ordinal) ? "asm(\".nan 2008\");\n" : "asm(\".eabi_attribute 28, 0\");\n"));
        var odd = await CompileAsync(work, "odd.o", compiler, []);
        work.Write("x.c", "double f(double a) { return a * 3; }\n" + line + "\n");
        var bare = await CompileAsync(work, "bare.o", compiler, options);
        using var peer = new ScriptedPeer { Triplet = target, Object = odd };
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false, CompareCode = false }, peer.Port);
        await client.UntilPeerIsReadyAsync("scripted");

        var result = await client.RunAsync(work.Path, [compiler, .. options, "-c", "x.c", "-o", "x.o"]);

        Assert.True(result is { Code: 0, Stdout.Length: 0, Stderr.Length: 0 }, client.Log.ToString());
        Assert.Equal(bare, await File.ReadAllBytesAsync(work.File("x.o"), TestContext.Current.CancellationToken));
        Assert.Equal(1, peer.JobsAnswered);
        var status = await client.StatusAsync();
        Assert.Equal(1, status.LocalReasons[quarantined ? "peer-failed" : "other-marks"]);
        Assert.Equal(quarantined, status.Peers.SingleOrDefault()?.Reason?.StartsWith("quarantined", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData("honest", false)]
    [InlineData("without", true)]
    [InlineData("twice", true)]
    [InlineData("turned round", true)]
    public async Task What_stands_beside_the_object_is_written_with_it_or_not_at_all(string lie, bool quarantined)
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int f(int a) { return a * 3; }\n");
        var bare = await CompileAsync(work, "bare.o");
        await CompileAsync(work, "usage.o", "gcc", ["-fstack-usage"]);
        var usage = await File.ReadAllTextAsync(work.File("usage.su"), TestContext.Current.CancellationToken);
        using var peer = new ScriptedPeer { Object = bare, Beside = [System.Text.Encoding.UTF8.GetBytes(usage)], Deliver = Delivery(lie) };
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false, CompareCode = false }, peer.Port);
        await client.UntilPeerIsReadyAsync("scripted");

        var result = await client.RunAsync(work.Path, "gcc", "-fstack-usage", "-c", "x.c", "-o", "x.o");

        Assert.True(result is { Code: 0, Stdout.Length: 0, Stderr.Length: 0 }, client.Log.ToString());
        Assert.Equal(bare, await File.ReadAllBytesAsync(work.File("x.o"), TestContext.Current.CancellationToken));
        Assert.Equal(usage, await File.ReadAllTextAsync(work.File("x.su"), TestContext.Current.CancellationToken));
        Assert.Equal(1, peer.JobsAnswered);
        var status = await client.StatusAsync();
        Assert.Equal(quarantined ? (0, 1) : (1, 0), (status.Totals.Remote, status.Totals.Fallback));
        Assert.Equal(quarantined, status.Peers.SingleOrDefault()?.Reason?.StartsWith("quarantined", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task A_peer_whose_code_differs_at_the_first_meeting_gets_no_job()
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int f(int a) { return a * 3; }\n");
        var bare = await CompileAsync(work, "bare.o");
        using var peer = new ScriptedPeer { Object = bare }; // a good object, of another source than the one that is compared
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false }, peer.Port);
        await client.UntilPeerIsReadyAsync("scripted");

        await client.RunAsync(work.Path, "gcc", "-c", "x.c", "-o", "x.o");

        Assert.Equal(bare, await File.ReadAllBytesAsync(work.File("x.o"), TestContext.Current.CancellationToken));
        Assert.Equal(1, peer.JobsAnswered);
        var status = await client.StatusAsync();
        Assert.Equal((0, 0, 1), (status.Totals.Remote, status.Totals.Fallback, status.Totals.Local));
        var verdict = Assert.Single(status.Node!.Toolchains.SelectMany(own => own.Verdicts));
        Assert.Equal(("scripted", "different"), (verdict.Peer, verdict.Verdict));
        Assert.Contains("canary.c", verdict.Reason);
    }

    [Fact]
    public async Task A_peer_that_was_started_anew_at_the_same_place_is_used_again()
    {
        using var peer = new ScriptedPeer();
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false, CompareCode = false }, peer.Port);
        await client.UntilPeerIsReadyAsync("scripted");

        peer.Id = "fedcba9876543210";
        peer.DropControl();

        await Eventually.HoldsAsync(
            async () => (await client.StatusAsync()).Peers is [{ Id: "fedcba9876543210", State: "ready" }], TestContext.Current.CancellationToken);
    }

    private static Func<IReadOnlyList<(string Kind, byte[] Bytes)>, IReadOnlyList<(string Kind, byte[] Bytes)>> Delivery(string lie) => outputs => lie switch
    {
        "without" => [outputs[0]],
        "twice" => [outputs[0], outputs[0]],
        "turned round" => [outputs[1], outputs[0]],
        _ => outputs,
    };

    private static Func<OutputInfo, OutputInfo> Announcement(string lie) => lie switch
    {
        "wrong digest" => info => info with { Digest = info.Digest ^ 1 },
        "wrong length" => info => info with { Length = info.Length + 1 },
        "wrong kind" => info => info with { OutputKind = "assembly" },
        _ => info => info,
    };

    private static async Task<byte[]> ObjectAsync(string lie, TempDirectory work, byte[] bare) => lie switch
    {
        "i386" => await CompileAsync(work, "i386.o", "/usr/bin/gcc", "-m32"),
        "truncated" => bare[..(bare.Length / 2)],
        "text" => "not an object"u8.ToArray(),
        "empty" => [],
        _ => bare,
    };

    private static Task<byte[]> CompileAsync(TempDirectory work, string output) => CompileAsync(work, output, "/usr/bin/gcc");

    private static async Task<byte[]> CompileAsync(TempDirectory work, string output, string compiler, params string[] options)
    {
        var command = new ChildCommand(compiler, [.. options, "-c", "x.c", "-o", output]) { WorkingDirectory = work.Path };
        var result = await ChildProcess.RunAsync(command, ChildLimits.Question, TestContext.Current.CancellationToken);
        Assert.True(result is ChildResult.Exited { Code: 0 }, result.ToString());
        return await File.ReadAllBytesAsync(work.File(output), TestContext.Current.CancellationToken);
    }
}
