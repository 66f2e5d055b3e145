using System.Text;
using Mesh.Compile.Classification;
using Mesh.Hands;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Tests.Hands;

/// <summary>What the node has the hands run.</summary>
public abstract partial class HandsConformance
{
    [Fact]
    public async Task Run_streams_megabytes_in_order()
    {
        const int Bytes = 8 * 1024 * 1024;
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Run(7, ["gcc", "flood", $"{Bytes}"], []));
            var (stdout, stderr, ended) = await talk.HearRunAsync(7);
            Assert.Equal((0u, 0u), (ended.Code, ended.Signal));
            Assert.True(ended.UserMicroseconds + ended.SystemMicroseconds > 0);
            AssertFlood(stdout, Bytes);
            AssertFlood(stderr, Bytes);
            await talk.SayAsync(new Exit(4));
        });
        Assert.Equal(new HandsEnd(4, 0, "", ""), await Kit.CallAsync("exit", "9"));
        await brain.FinishAsync();
    }

    [Fact]
    public async Task Run_tells_codes_signals_and_commands_that_do_not_start()
    {
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Run(1, ["", "exit", "200"], []), new Run(2, ["gcc", "signal", "9"], []), new Run(3, ["/nonexistent/gcc"], []));
            var ends = new Dictionary<uint, (uint Code, uint Signal)>();
            while (ends.Count < 3)
            {
                var message = await talk.HearAnyAsync();
                if (message is Exited e) ends[e.RunId] = (e.Code, e.Signal);
            }

            Assert.Equal((200u, 0u), ends[1]);
            Assert.Equal(9u, ends[2].Signal);
            Assert.Equal((127u, 0u), ends[3]);
            await talk.SayAsync(new Exit(0));
        });
        Assert.Equal(new HandsEnd(0, 0, "", ""), await Kit.CallAsync("x"));
        await brain.FinishAsync();
    }

    [Fact]
    public async Task Run_gives_no_input_and_no_descriptors_and_its_own_environment()
    {
        var files = (await Kit.Start(Path.Combine(Kit.Compilers, "gcc"), "gcc", ["files"], new HandsStart { Arguments = [] }).EndAsync(Cancel)).Out;
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Run(1, ["", "copy"], []));
            Assert.Equal("", (await talk.HearRunAsync(1)).Out);
            await talk.SayAsync(new Run(2, ["", "files"], []));
            Assert.Equal(files, (await talk.HearRunAsync(2)).Out);
            await talk.SayAsync(new Run(3, ["gcc", "env"], ["X=1"]));
            var variables = (await talk.HearRunAsync(3)).Out.Split('\0');
            Assert.Contains("X=1", variables);
            Assert.Contains("KEPT=2", variables);
            await talk.SayAsync(new Run(4, ["", "args", "-E"], []));
            Assert.Equal("gcc\0args\0-E\0", (await talk.HearRunAsync(4)).Out);
            await talk.SayAsync(new Exit(0));
        });
        var end = await Kit.CallAsync(new HandsStart { Arguments = ["x"], Variables = ["KEPT=2"], Prelude = "exec < <(printf unread)" });
        Assert.Equal(0, end.Code);
        await brain.FinishAsync();
    }

    [Fact]
    public async Task Run_works_where_standard_files_are_closed()
    {
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Run(1, ["", "say", "out", "err"], []));
            var (stdout, stderr, _) = await talk.HearRunAsync(1);
            Assert.Equal(("out", "err"), (stdout, stderr));
            await talk.SayAsync(new Write("x.o", Plain), new Data("bytes"u8.ToArray()), new Out("lost"u8.ToArray()), new Commit(true, 6));
            Assert.True((await talk.HearAsync<Done>()).Ok);
        });
        Assert.SkipWhen(Kit.IsTwin, "a runtime opens descriptors of its own in their places");
        Assert.Equal(6, (await Kit.CallAsync(new HandsStart { Arguments = ["x"], Prelude = "exec 0<&- 1>&-" })).Code);
        Assert.Equal("bytes", await File.ReadAllTextAsync(Kit.InWork("x.o"), Cancel));
        await brain.FinishAsync();
    }

    [Fact]
    public async Task A_killed_run_ends_with_its_whole_group_and_leaves_no_zombie()
    {
        var pidFile = Kit.InWork("pids");
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Run(1, ["", "family", pidFile], []));
            var pids = await PidsAsync(pidFile, 2);
            await talk.SayAsync(new Kill(1));
            var (_, _, ended) = await talk.HearRunAsync(1);
            Assert.Equal((uint)Libc.SigTerm, ended.Signal);
            await Eventually.HoldsAsync(() => pids.All(IsGone), Cancel);
            File.Delete(pidFile);
            await talk.SayAsync(new Run(2, ["", "stubborn", pidFile], []));
            pids = await PidsAsync(pidFile, 1);
            await talk.SayAsync(new Kill(2));
            Assert.Equal((uint)Libc.SigKill, (await talk.HearRunAsync(2)).End.Signal);
            Assert.All(pids, pid => Assert.False(Directory.Exists($"/proc/{pid}")));
            await talk.SayAsync(new Exit(0));
        });
        Assert.Equal(0, (await Kit.CallAsync("x")).Code);
        await brain.FinishAsync();
    }

    [Fact]
    public async Task A_grandchild_that_keeps_the_pipe_does_not_hold_up_the_compile()
    {
        var pidFile = Kit.InWork("pids");
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Run(1, ["", "orphan", pidFile], []));
            var (stdout, _, ended) = await talk.HearRunAsync(1);
            Assert.Equal(("parent done\n", 0u), (stdout, ended.Code));
            await talk.SayAsync(new Exit(0));
        });
        Assert.Equal(0, (await Kit.CallAsync("x")).Code);
        await brain.FinishAsync();
        foreach (var pid in await PidsAsync(pidFile, 1)) _ = Libc.kill(pid, Libc.SigKill);
    }
}
