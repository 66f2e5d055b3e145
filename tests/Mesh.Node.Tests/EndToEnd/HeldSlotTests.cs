using System.Diagnostics;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>Slots of this machine that do not come home: compiles wait for them, and not for ever.</summary>
public sealed class HeldSlotTests
{
    [Fact]
    public async Task A_compile_gets_through_while_a_stopped_build_holds_every_slot()
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int x;\n");
        await using var node = await TestNode.StartAsync("alone", options => options with { Help = false, LocalSlots = 1 });
        using var stopped = await node.CallAsync(work.Path, "/usr/bin/gcc", "-c", "x.c");
        await UntilExecAsync(stopped); // holds the slot, as hands do that Ctrl-Z has stopped

        var result = await node.RunAsync(work.Path, "gcc", "-c", "x.c", "-o", "other.o");

        Assert.Equal(0, result.Code);
        Assert.True(File.Exists(work.File("other.o")));
    }

    [Fact]
    public async Task A_compiler_that_calls_a_compiler_does_not_wait_for_itself()
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int x;\n");
        await using var node = await TestNode.StartAsync("alone", options => options with { Help = false, LocalSlots = 1 });
        var script = work.Write("tools/gcc", $"#!/bin/sh\nPATH={node.Masquerade}:/usr/bin:/bin exec {node.Masquerade}/gcc \"$@\"\n");
        FileLock.SetMode(script, 0x1ED /* 0755 */);
        var clock = Stopwatch.StartNew();

        var result = await node.RunAsync(
            work.Path, new Dictionary<string, string> { ["PATH"] = $"{node.Masquerade}:{work.File("tools")}:/usr/bin:/bin" }, "gcc", "-c", "x.c");

        Assert.Equal(0, result.Code);
        Assert.Equal(2, (await node.StatusAsync()).LocalReasons["no-peer"]); // the script, and what it called
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 9); // no slot had to be lent
    }

    private static async Task UntilExecAsync(HandsConnection hands)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            switch (await hands.ReadAsync(limit.Token))
            {
                case Run question: // which compiler it is
                    await hands.WriteAsync(new Exited(question.RunId, 1, 0, 0, 0), limit.Token);
                    break;
                case Exec exec:
                    Assert.True(exec.Hold);
                    return;
                case null:
                    throw new InvalidOperationException("the node hung up");
            }
        }
    }
}
