using System.Text;
using Mesh.Compile.Classification;
using Mesh.Hands;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Tests.Hands;

/// <summary>What docs/HANDS.md promises, held against every implementation of the hands: each derived class is one.</summary>
public abstract class HandsConformance : HandsSuite
{
    private const uint Plain = 0x1B6;     // 0666

    // ---- without a node ------------------------------------------------------------------------------------------------

    [Fact]
    public async Task Without_a_node_the_compiler_runs_as_called()
    {
        var end = await Kit.CallAsync("args", "-c", "a b", "");
        Assert.Equal(["gcc", "args", "-c", "a b"], end.OutStrings);
        Assert.Equal("gcc\0args\0-c\0a b\0\0", end.Out);
        Assert.Equal((0, 0, ""), (end.Code, end.Signal, end.Err));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(137)]
    [InlineData(255)]
    public async Task Without_a_node_the_exit_code_is_the_compilers(int code)
    {
        var end = await Kit.CallAsync("exit", $"{code}");
        Assert.Equal((code, 0), (end.Code, end.Signal));
    }

    [Fact]
    public async Task Without_a_node_a_death_by_signal_stays_one() => Assert.Equal(9, (await Kit.CallAsync("signal", "9")).Signal);

    [Fact]
    public async Task Any_bytes_pass_as_arguments_and_environment()
    {
        var end = await Kit.CallAsync(new HandsStart { Arguments = ["args", "\xff\xfe\xe4.c"] });
        Assert.Equal("gcc\0args\0\xff\xfe\xe4.c\0", end.Out);
        end = await Kit.CallAsync(new HandsStart { Arguments = ["env"], Variables = ["ODD=\xff\xe4"] });
        Assert.Contains("ODD=\xff\xe4", end.OutStrings);
    }

    [Fact]
    public async Task A_megabyte_of_arguments_passes()
    {
        string[] arguments = ["args", .. Enumerable.Range(0, 15_000).Select(i => $"-DNAME_{i}=" + new string('x', 85))];
        var end = await Kit.CallAsync(arguments);
        Assert.Equal(["gcc", .. arguments], end.OutStrings);
    }

    [Fact]
    public async Task Only_path_and_depth_change_in_the_environment()
    {
        var direct = Kit.Start(Path.Combine(Kit.Compilers, "gcc"), "gcc", ["env"], new HandsStart { Arguments = [] });
        var expected = (await direct.EndAsync(Cancel)).OutStrings.Select(v => v.Replace(Kit.Masquerade + ":", "")).Append("MESH_DEPTH=1");
        var seen = (await Kit.CallAsync("env")).OutStrings;
        Assert.Equal(expected.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Input_and_descriptors_are_the_callers()
    {
        var end = await Kit.CallAsync(new HandsStart { Arguments = ["copy"], Prelude = "exec < <(printf hello)" });
        Assert.Equal("hello", end.Out);
        await AssertFilesAsync();
    }

    [Fact]
    public async Task A_missing_compiler_is_told_as_a_shell_would()
    {
        File.Delete(Path.Combine(Kit.Compilers, "gcc"));
        var end = await Kit.CallAsync(new HandsStart { Arguments = ["-c", "x.c"], Path = [Kit.Masquerade, Kit.Compilers] });
        Assert.Equal(127, end.Code);
        Assert.Equal($"mesh: gcc: no such compiler on PATH (behind {Kit.Masquerade})\n", end.Err);
    }

    [Fact]
    public async Task The_prefix_form_takes_a_name_or_a_path()
    {
        Assert.Equal("gcc\0args\0", (await Kit.CallPrefixedAsync("gcc", "args")).Out);
        var real = Path.Combine(Kit.Compilers, "gcc");
        Assert.Equal($"{real}\0args\0", (await Kit.CallPrefixedAsync(real, "args")).Out);
        Assert.Equal($"{real}\0args\0", (await Kit.CallPrefixedAsync(Path.Combine(Kit.Masquerade, "gcc"), "args")).Out);
        Assert.Equal(127, (await Kit.CallPrefixedAsync("/nonexistent/gcc", "args")).Code);
    }

    [Fact]
    public async Task A_wrapper_script_that_calls_back_does_not_loop_for_ever()
    {
        var real = Path.Combine(Kit.Compilers, "gcc");
        var again = Kit.IsTwin ? $"{AppContext.BaseDirectory}/Mesh.HandsTwin gcc" : $"{Kit.Masquerade}/gcc";
        File.Delete(real);
        await File.WriteAllTextAsync(real, $"#!/bin/sh\nexec {again} \"$@\"\n", Cancel);
        File.SetUnixFileMode(real, (UnixFileMode)0x1ED);
        var end = await Kit.CallAsync("-c", "x.c");
        Assert.Equal(120, end.Code);
        Assert.Contains("gcc: called through mesh 8 times over", end.Err);
    }

    [Fact]
    public async Task Require_without_a_node_fails_and_local_does_not_ask()
    {
        var end = await Kit.CallAsync(new HandsStart { Arguments = ["exit", "0"], Variables = ["MESH_REQUIRE=1"] });
        Assert.Equal(101, end.Code);
        Assert.Contains("no node answers", end.Err);
        using var brain = Kit.Brain(talk => talk.SayAsync(new Exit(55)));
        Assert.Equal(3, (await Kit.CallAsync(new HandsStart { Arguments = ["exit", "3"], Variables = ["MESH_LOCAL=1"] })).Code);
        Assert.Equal(55, (await Kit.CallAsync(new HandsStart { Arguments = ["exit", "3"], Variables = ["MESH_LOCAL=0"] })).Code);
        Assert.Equal(1, brain.Calls);
    }

    [Fact]
    public async Task Another_users_node_is_not_obeyed()
    {
        Assert.SkipUnless(Libc.geteuid() == 0 && System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64,
            "only root can listen as another user");
        using var brain = Kit.Brain(talk => talk.SayAsync(new Exit(55)), user: 65534);
        Assert.Equal(3, (await Kit.CallAsync("exit", "3")).Code);
        var end = await Kit.CallAsync(new HandsStart { Arguments = ["exit", "3"], Variables = ["MESH_REQUIRE=1"] });
        Assert.Equal(101, end.Code);
        Assert.Contains("another user's", end.Err);
    }

    [Fact]
    public async Task A_vanished_directory_is_the_compilers_to_complain_about()
    {
        using var brain = Kit.Brain(talk => talk.SayAsync(new Exit(55)));
        var end = await Kit.CallAsync(new HandsStart { Arguments = ["exit", "3"], Prelude = "mkdir gone; cd gone; rmdir ../gone" });
        Assert.Equal(3, end.Code);
    }

    [Theory]
    [InlineData("exec 2>/dev/full", 3)]
    [InlineData("exec 2>/dev/null", 55)]
    public async Task A_compiler_that_cannot_print_sees_that_itself(string prelude, int code)
    {
        using var brain = Kit.Brain(talk => talk.SayAsync(new Exit(55)));
        Assert.Equal(code, (await Kit.CallAsync(new HandsStart { Arguments = ["exit", "3"], Prelude = prelude })).Code);
    }

    // ---- the call --------------------------------------------------------------------------------------------------------

    [Theory]
    [InlineData("ln -s . link; cd link", "/link")]
    [InlineData("mkdir a; ln -s . link; cd link; export PWD=$PWD/a/..", "/link/a/..")]
    [InlineData("ln -s . link; cd link; export PWD=/", "")]
    [InlineData("ln -s . link; cd link; export PWD=.", "")]
    [InlineData("ln -s . link; cd link; unset PWD", "")]
    public async Task The_directory_is_called_as_compilers_call_it(string prelude, string below)
    {
        string? cwd = null;
        using var brain = Kit.Brain(talk =>
        {
            cwd = talk.Call.Cwd;
            return talk.SayAsync(Exec.AsTyped(hold: false));
        });
        Assert.Equal(0, (await Kit.CallAsync(new HandsStart { Arguments = ["args"], Prelude = prelude })).Code);
        Assert.Equal(Kit.Work + below, cwd);
    }

    [Fact]
    public async Task The_call_says_what_was_called()
    {
        Call? call = null;
        using var brain = Kit.Brain(talk =>
        {
            call = talk.Call;
            return talk.SayAsync(Exec.AsTyped(hold: false));
        });
        var real = Path.Combine(Kit.Compilers, "gcc");
        File.Move(real, real + "-12");
        File.CreateSymbolicLink(real, "gcc-12");
        var end = await Kit.CallAsync(new HandsStart
        {
            Arguments = ["args", "-c", "ä.c".Replace("ä", "\xc3\xa4")],
            Variables = ["LC_ALL=C", "CCACHE_DIR=/x", "MESH_REQUIRE=1", "GCC_COLORS=", "SECRET=1", "SOURCE_DATE_EPOCH=7"],
            Prelude = "umask 027",
        });
        Assert.Equal("gcc\0args\0-c\0\xc3\xa4.c\0", end.Out);
        Assert.NotNull(call);
        Assert.Equal((1u, CallFlags.RequireRemote, 0x17u, true), (call.Version, call.Flags, call.Umask, call.IsUtf8));
        Assert.Equal((Kit.Work, real, real + "-12"), (call.Cwd, call.Compiler, call.RealCompiler));
        Assert.Equal(["gcc", "args", "-c", "ä.c"], call.Arguments);
        Assert.Equal(["CCACHE_DIR=/x", "GCC_COLORS=", "LC_ALL=C", "MESH_REQUIRE=1", $"MESH_SOCKET={Kit.SocketPath}", "SOURCE_DATE_EPOCH=7"],
            call.Environment.Order(StringComparer.Ordinal));
        var file = new FileInfo(real + "-12");
        Assert.Equal((ulong)file.Length, call.Identity.Size);
        Assert.Equal((ulong)(file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100, call.Identity.ModifiedNanoseconds / 100 * 100);
        Assert.True(call.Identity.Inode > 0 && call.Identity.Device > 0);
    }

    [Fact]
    public async Task The_call_carries_every_variable_that_compilers_and_the_rules_know_and_no_other()
    {
        // "Environment Variables Affecting GCC" of its manual, and what clang reads beside these.
        string[] compilers =
        [
            "LANG", "LC_CTYPE", "LC_MESSAGES", "LC_ALL", "TMPDIR", "GCC_COMPARE_DEBUG", "GCC_EXEC_PREFIX", "COMPILER_PATH", "LIBRARY_PATH", "CPATH",
            "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "OBJC_INCLUDE_PATH", "DEPENDENCIES_OUTPUT", "SUNPRO_DEPENDENCIES", "SOURCE_DATE_EPOCH", "GCC_COLORS",
            "GCC_URLS", "TERM_URLS", "TERM", "GCC_EXTRA_DIAGNOSTIC_OUTPUT", "EXPERIMENTAL_SARIF_SOCKET", "CXX_MODULE_MAPPER",
            "NO_COLOR", "CLICOLOR_FORCE", "CCC_OVERRIDE_OPTIONS", "CC_PRINT_HEADERS_FILE", "CC_LOG_DIAGNOSTICS_FILE", "CLANG_FORCE_COLOR_DIAGNOSTICS",
        ];
        string[] expected = [.. compilers.Union(EnvironmentRules.Names).Select(name => $"{name}=C")];
        Call? call = null;
        using var brain = Kit.Brain(talk =>
        {
            call = talk.Call;
            return talk.SayAsync(new Exit(0));
        });
        await Kit.CallAsync(new HandsStart { Arguments = ["x"], Variables = [.. expected, "CFLAGS=-O2", "CC=gcc", "EDITOR=ed", "NAME=x", "TERMINAL=x"] });
        Assert.Equal(
            expected.Append($"MESH_SOCKET={Kit.SocketPath}").Order(StringComparer.Ordinal),
            Assert.IsType<Call>(call).Environment.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_call_that_is_not_text_can_be_told_and_still_compiles()
    {
        var told = true;
        using var brain = Kit.Brain(talk =>
        {
            told &= !talk.Call.IsUtf8;
            return talk.SayAsync(Exec.AsTyped(hold: true));
        });
        var end = await Kit.CallAsync("args", "\xff.c");
        Assert.Equal("gcc\0args\0\xff.c\0", end.Out);
        Assert.True(told);
    }

    // ---- EXEC ------------------------------------------------------------------------------------------------------------

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exec_gives_the_compiler_exactly_what_it_would_have(bool hold)
    {
        using var brain = Kit.Brain(talk => talk.SayAsync(Exec.AsTyped(hold)));
        Assert.Equal("gcc\0args\0x\0", (await Kit.CallAsync("args", "x")).Out);
        await AssertFilesAsync();
        Assert.Equal("in", (await Kit.CallAsync(new HandsStart { Arguments = ["copy"], Prelude = "exec < <(printf in)" })).Out);
        Assert.Equal(15, (await Kit.CallAsync("signal", "15")).Signal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exec_passes_every_exit_code(bool hold)
    {
        using var brain = Kit.Brain(talk => talk.SayAsync(Exec.AsTyped(hold)));
        int[] codes = Kit.IsTwin ? [0, 1, 127, 128, 137, 255] : [.. Enumerable.Range(0, 256)];     // the twin takes 100 ms to start
        foreach (var code in codes)
        {
            var end = await Kit.CallAsync("exit", $"{code}");
            Assert.Equal((code, 0), (end.Code, end.Signal));
        }
    }

    [Fact]
    public async Task Exec_can_change_command_and_environment()
    {
        var other = Kit.InWork("other");
        File.Copy(Path.Combine(Kit.Compilers, "gcc"), other);
        Exec[] answers =
        [
            new(false, ["gcc", "args", "new"], []),
            new(true, [other, "args"], []),
            new(false, ["", "env"], ["ADDED=1", "LC_ALL", "PATH=/elsewhere"]),
            new(true, ["", "env"], ["ADDED=1", "LC_ALL", "PATH=/elsewhere"]),
            new(false, ["printf", "from PATH"], []),
        ];
        var next = 0;
        using var brain = Kit.Brain(talk => talk.SayAsync(answers[next++]));
        var how = new HandsStart { Arguments = ["exit", "9"], Variables = ["LC_ALL=C"] };
        Assert.Equal("gcc\0args\0new\0", (await Kit.CallAsync(how)).Out);
        Assert.Equal($"{other}\0args\0", (await Kit.CallAsync(how)).Out);
        for (var i = 0; i < 2; i++)
        {
            var variables = (await Kit.CallAsync(how)).OutStrings;
            Assert.Contains("ADDED=1", variables);
            Assert.Equal(["PATH=/elsewhere"], variables.Where(v => v.StartsWith("PATH=", StringComparison.Ordinal)));
            Assert.DoesNotContain(variables, v => v.StartsWith("LC_ALL", StringComparison.Ordinal));
        }

        Assert.Equal("from PATH", (await Kit.CallAsync(how)).Out);
    }

    [Fact]
    public async Task The_held_slot_is_the_open_connection()
    {
        var pidFile = Kit.InWork("pid");
        var (open, closed) = (new TaskCompletionSource(), new TaskCompletionSource());
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(Exec.AsTyped(hold: true));
            open.SetResult();
            if (await talk.HearEndAsync()) closed.SetResult();
        });
        var hands = Kit.Start("polite", pidFile);
        var compiler = (await PidsAsync(pidFile, 1))[0];
        await open.Task.WaitAsync(Cancel);
        Assert.False(closed.Task.IsCompleted);
        Assert.NotEqual(hands.Pid, compiler);
        hands.Kill(Libc.SigTerm);
        var end = await hands.EndAsync(Cancel);
        Assert.Equal(40 + Libc.SigTerm, end.Code);
        await closed.Task.WaitAsync(Cancel);
    }

    [Fact]
    public async Task Without_holding_the_hands_become_the_compiler()
    {
        var pidFile = Kit.InWork("pid");
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(Exec.AsTyped(hold: false));
            Assert.True(await talk.HearEndAsync());
        });
        var hands = Kit.Start("sleep", pidFile);
        Assert.Equal(hands.Pid, (await PidsAsync(pidFile, 1))[0]);
        hands.Kill(Libc.SigTerm);
        Assert.Equal(Libc.SigTerm, (await hands.EndAsync(Cancel)).Signal);
        await brain.FinishAsync();
    }

    // ---- RUN -------------------------------------------------------------------------------------------------------------

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

    // ---- STAT and READ -----------------------------------------------------------------------------------------------------

    [Fact]
    public async Task Stat_and_read_tell_about_files()
    {
        await File.WriteAllTextAsync(Kit.InWork("a.h"), "int a;\n", Cancel);
        File.SetUnixFileMode(Kit.InWork("a.h"), (UnixFileMode)0x1A0);
        Directory.CreateDirectory(Kit.InWork("dir"));
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Stat(["a.h", "dir", "none.h", "/dev/null"]));
            var stats = await talk.HearAsync<Stats>();
            Assert.Equal([FileStatType.Regular, FileStatType.Directory, FileStatType.Absent, FileStatType.Other], stats.Files.Select(f => f.Type));
            Assert.Equal((0x1A0u, 7ul), (stats.Files[0].Mode, stats.Files[0].Size));
            Assert.Equal(default, stats.Files[2]);
            var modified = (ulong)(File.GetLastWriteTimeUtc(Kit.InWork("a.h")) - DateTime.UnixEpoch).Ticks * 100;
            Assert.Equal(modified, stats.Files[0].ModifiedNanoseconds / 100 * 100);

            foreach (var (path, most, ok) in new (string, ulong, bool)[] { ("a.h", 7, true), ("a.h", 6, false), ("dir", 99, false), ("/dev/zero", 99, false), ("none.h", 99, false) })
            {
                await talk.SayAsync(new Read(path, most));
                var content = await talk.HearAsync<Content>();
                Assert.Equal((ok, ok ? "int a;\n" : ""), (content.Ok, Encoding.UTF8.GetString(content.Bytes.Span)));
            }

            await talk.SayAsync(new Exit(0));
        });
        Assert.Equal(new HandsEnd(0, 0, "", ""), await Kit.CallAsync("x"));
        await brain.FinishAsync();
    }

    // ---- outputs -----------------------------------------------------------------------------------------------------------

    [Fact]
    public async Task Commit_makes_all_outputs_appear_with_the_callers_umask_and_prints_at_the_end()
    {
        var big = new byte[3_000_000];
        new Random(1).NextBytes(big);
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(
                new Adopt("x.d.tmp", "x.d"), new Run(1, ["", "compile", "x.d.tmp"], []));
            await talk.HearRunAsync(1);
            await talk.SayAsync(
                new Out("to out\n"u8.ToArray()), new Err("to err\n"u8.ToArray()),
                new Write("x.o", Plain), new Data(big), new Close(),
                new Write("sub/x.dwo", 0x1FF), new Data("dwo"u8.ToArray()), new Close());
            await talk.SayAsync(new Stat(["x.o", "x.d", "sub/x.dwo"]));
            Assert.All((await talk.HearAsync<Stats>()).Files, f => Assert.Equal(FileStatType.Absent, f.Type));
            await talk.SayAsync(new Commit(true, 3));
            Assert.Equal(new Done(true, 0, ""), await talk.HearAsync<Done>());
            Assert.True(await talk.HearEndAsync());
        });
        Directory.CreateDirectory(Kit.InWork("sub"));
        var end = await Kit.CallAsync(new HandsStart { Arguments = ["x"], Prelude = "umask 027" });
        Assert.Equal(new HandsEnd(3, 0, "to out\n", "to err\n"), end);
        Assert.Equal(["sub", "x.d", "x.o"], Kit.WorkFiles());
        Assert.Equal(big, await File.ReadAllBytesAsync(Kit.InWork("x.o"), Cancel));
        Assert.Equal((UnixFileMode)0x1A0, File.GetUnixFileMode(Kit.InWork("x.o")));
        Assert.Equal((UnixFileMode)0x1E8, File.GetUnixFileMode(Kit.InWork("sub/x.dwo")));
        Assert.Equal("local object", await File.ReadAllTextAsync(Kit.InWork("x.d"), Cancel));
        await brain.FinishAsync();
    }

    [Fact]
    public async Task A_commit_can_be_followed_by_more_and_a_discard_removes()
    {
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Write("a.o", Plain), new Data("a"u8.ToArray()), new Close(), new Commit(false, 0));
            Assert.True((await talk.HearAsync<Done>()).Ok);
            await talk.SayAsync(new Write("b.o", Plain), new Data("b"u8.ToArray()), new Err("forgotten"u8.ToArray()), new Discard());
            Assert.True((await talk.HearAsync<Done>()).Ok);
            await talk.SayAsync(new Write("c.o", Plain), new Data("c"u8.ToArray()), new Exit(5));
        });
        Assert.Equal(new HandsEnd(5, 0, "", ""), await Kit.CallAsync("x"));
        Assert.Equal(["a.o"], Kit.WorkFiles());
        await brain.FinishAsync();
    }

    public static TheoryData<string, string> Unreplaceable => new()
    {
        { "fifo", "mkfifo bad.o" },
        { "directory", "mkdir bad.o" },
        { "link", "ln -s /dev/null bad.o" },
        { "device", "mknod bad.o c 1 3" },     // a node of our own: a mistake here, as root, would cost the machine its /dev/null
        { "no directory", "" },
        { "linked empty file", "touch other bad.o; ln -f other bad.o" },
    };

    [Theory]
    [MemberData(nameof(Unreplaceable))]
    public async Task An_output_that_cannot_be_replaced_stops_all_of_them_and_the_compiler_decides(string what, string prepare)
    {
        var bad = what == "no directory" ? "missing/bad.o" : "bad.o";
        Assert.SkipWhen(what == "device" && Libc.geteuid() != 0, "only root can make a device");
        foreach (var badFirst in new[] { true, false })
        {
            HandsMessage[] writeBad = [new Write(bad, Plain), new Data("bad"u8.ToArray()), new Close()];
            HandsMessage[] writeGood = [new Write("good.o", Plain), new Data("good"u8.ToArray()), new Close()];
            using var brain = Kit.Brain(async talk =>
            {
                await talk.SayAsync([new Err("remote"u8.ToArray()), .. badFirst ? writeBad : writeGood, .. badFirst ? writeGood : writeBad, new Commit(true, 0)]);
                var done = await talk.HearAsync<Done>();
                Assert.False(done.Ok);
                Assert.NotEqual(0u, done.Errno);
                Assert.StartsWith(bad + ": ", done.Message);
                await talk.SayAsync(Exec.AsTyped(hold: true));
            });
            var end = await Kit.CallAsync(new HandsStart { Arguments = ["say", "local", "words"], Prelude = prepare.Length == 0 ? "" : $"rm -rf bad.o; {prepare};" });
            Assert.Equal(new HandsEnd(0, 0, "local", "words"), end);
            Assert.DoesNotContain("good.o", Kit.WorkFiles());
            Assert.DoesNotContain(Kit.WorkFiles(), f => f.Contains("mesh"));
            await brain.FinishAsync();
        }
    }

    [Fact]
    public async Task An_unwritable_directory_is_an_error_of_commit()
    {
        Assert.SkipWhen(Libc.geteuid() == 0 && !File.Exists("/usr/bin/setpriv"), "root writes everywhere, and setpriv is missing");
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Write("/proc/self/x.o", Plain), new Data("x"u8.ToArray()), new Commit(true, 0));
            Assert.False((await talk.HearAsync<Done>()).Ok);
            await talk.SayAsync(new Exit(1));
        });
        Assert.Equal(1, (await Kit.CallAsync("x")).Code);
        await brain.FinishAsync();
    }

    [Fact]
    public async Task An_adopted_file_that_never_came_undoes_the_others()
    {
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Write("x.o", Plain), new Data("x"u8.ToArray()), new Close(), new Adopt("never", "x.d"), new Commit(true, 0));
            var done = await talk.HearAsync<Done>();
            Assert.Equal((false, 2u), (done.Ok, done.Errno));
            await talk.SayAsync(new Exit(1));
        });
        Assert.Equal(1, (await Kit.CallAsync("x")).Code);
        Assert.Empty(Kit.WorkFiles());
        await brain.FinishAsync();
    }

    [Theory]
    [InlineData("an assembler's, empty", 0u, "", 0x180)]
    [InlineData("an assembler's", 0u, "old", 0x1A4)]
    [InlineData("filled, empty", 0x10000u, "", 0x180)]
    [InlineData("filled", 0x10000u, "old", 0x180)]
    [InlineData("replaced, empty", 0x20000u, "", 0x1A4)]
    [InlineData("replaced", 0x20000u, "old", 0x1A4)]
    public async Task An_output_that_is_there_has_the_mode_that_the_compiler_leaves_it(string what, uint way, string before, int mode)
    {
        await File.WriteAllTextAsync(Kit.InWork("x"), before, Cancel);
        File.SetUnixFileMode(Kit.InWork("x"), (UnixFileMode)0x180);
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Write("x", Plain | way), new Data("new"u8.ToArray()), new Commit(true, 0));
            Assert.True((await talk.HearAsync<Done>()).Ok);
        });
        Assert.Equal(0, (await Kit.CallAsync(new HandsStart { Arguments = ["x"], Prelude = "umask 022" })).Code);
        Assert.Equal("new", await File.ReadAllTextAsync(Kit.InWork("x"), Cancel));
        Assert.True((UnixFileMode)mode == File.GetUnixFileMode(Kit.InWork("x")), $"{what}: {File.GetUnixFileMode(Kit.InWork("x"))}");
        await brain.FinishAsync();
    }

    [Theory]
    [InlineData(0x180)]
    [InlineData(0x1FF)]
    [InlineData(0)]
    public async Task An_adopted_file_has_the_mode_of_the_one_that_it_replaces(int mode)
    {
        Assert.SkipWhen(mode == 0 && Libc.geteuid() != 0, "only root may write to a file without permissions");
        await File.WriteAllTextAsync(Kit.InWork("x.d"), "old", Cancel);
        File.SetUnixFileMode(Kit.InWork("x.d"), (UnixFileMode)mode);
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Adopt("x.d.tmp", "x.d"), new Run(1, ["", "compile", "x.d.tmp"], []));
            await talk.HearRunAsync(1);
            await talk.SayAsync(new Commit(true, 0));
            Assert.True((await talk.HearAsync<Done>()).Ok);
        });
        Assert.Equal(0, (await Kit.CallAsync("x")).Code);
        Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(Kit.InWork("x.d")));
        Assert.Equal(["x.d"], Kit.WorkFiles());
        await brain.FinishAsync();
    }

    [Theory]
    [InlineData("written")]
    [InlineData("adopted")]
    public async Task A_file_of_two_names_that_the_compiler_would_fill_is_left_to_it(string how)
    {
        using var brain = Kit.Brain(async talk =>
        {
            HandsMessage output = how == "written" ? new Write("x.s", Plain | (uint)Replacement.Fills) : new Adopt("x.s.tmp", "x.s");
            await talk.SayAsync(output, new Run(1, ["", "compile", how == "written" ? "/dev/null" : "x.s.tmp"], []));
            await talk.HearRunAsync(1);
            await talk.SayAsync(new Commit(true, 0));
            Assert.False((await talk.HearAsync<Done>()).Ok);
            await talk.SayAsync(Exec.AsTyped(hold: false));
        });
        Assert.Equal(3, (await Kit.CallAsync(new HandsStart { Arguments = ["exit", "3"], Prelude = "echo old > x.s; ln x.s y.s" })).Code);
        Assert.Equal("old\n", await File.ReadAllTextAsync(Kit.InWork("y.s"), Cancel));
        Assert.Equal(["x.s", "y.s"], Kit.WorkFiles());
        await brain.FinishAsync();
    }

    [Fact]
    public async Task A_full_disk_is_an_error_of_commit_and_leaves_room_for_the_compiler()
    {
        using var disk = SmallDisk.TryMount(Kit.InWork("disk"), "64k");
        Assert.SkipWhen(disk is null, "mounting a small tmpfs needs root");
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Write("disk/x.o", Plain), new Data(new byte[1_000_000]), new Close(), new Write("disk/y.o", Plain), new Commit(true, 0));
            var done = await talk.HearAsync<Done>();
            Assert.Equal((false, 28u), (done.Ok, done.Errno));     // ENOSPC
            await talk.SayAsync(Exec.AsTyped(hold: false));
        });
        var end = await Kit.CallAsync("compile", "disk/x.o");
        Assert.Equal((0, "local warning\n"), (end.Code, end.Err));
        Assert.Equal(["x.o"], Directory.GetFiles(Kit.InWork("disk")).Select(Path.GetFileName));
        await brain.FinishAsync();
    }

    [Fact]
    public async Task A_limit_on_the_size_of_files_is_an_error_of_commit_and_the_compilers_to_die_of()
    {
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Run(1, ["", "signal", $"{Libc.SigXfsz}"], []));
            Assert.Equal((uint)Libc.SigXfsz, (await talk.HearRunAsync(1)).End.Signal);
            await talk.SayAsync(new Write("x.o", Plain), new Data(new byte[1_000_000]), new Commit(true, 0));
            var done = await talk.HearAsync<Done>();
            Assert.Equal((false, 27u), (done.Ok, done.Errno));     // EFBIG
            await talk.SayAsync(Exec.AsTyped(hold: talk.Call.Arguments.Contains("hold")));
        });
        foreach (var hold in new[] { "hold", "become" })
        {
            // The twin's runtime itself makes large files, unless it is told not to.
            var end = await Kit.CallAsync(new HandsStart
            {
                Arguments = ["signal", $"{Libc.SigXfsz}", hold],
                Prelude = "ulimit -c 0 -f 100",
                Variables = ["DOTNET_EnableWriteXorExecute=0"],
            });
            Assert.Equal(Libc.SigXfsz, end.Signal);
            Assert.Empty(Kit.WorkFiles());
        }

        await brain.FinishAsync();
    }

    [Theory]
    [InlineData("trap '' XFSZ", 50)]
    [InlineData("", 51)]
    public async Task A_caller_who_ignores_that_limit_has_a_compiler_that_does(string prelude, int code)
    {
        using var brain = Kit.Brain(talk => talk.SayAsync(Exec.AsTyped(hold: true)));
        Assert.Equal(code, (await Kit.CallAsync(new HandsStart { Arguments = ["ignores", $"{Libc.SigXfsz}"], Prelude = prelude })).Code);
    }

    // ---- trouble -------------------------------------------------------------------------------------------------------------

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(1)]
    public async Task Killed_hands_leave_no_file_and_no_process_and_die_of_the_signal(int signal)
    {
        var pidFile = Path.Combine(Kit.Compilers, "pids");
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(
                new Adopt("x.d.tmp", "x.d"), new Run(1, ["", "compile", "x.d.tmp"], []), new Run(2, ["", "family", pidFile], []),
                new Write("x.o", Plain), new Data(new byte[100_000]));
            while (!await talk.HearEndAsync())
            {
            }
        });
        var hands = Kit.Start("x");
        var pids = await PidsAsync(pidFile, 2);
        await Eventually.HoldsAsync(() => Kit.WorkFiles().Count() == 2, Cancel);
        hands.Kill(signal);
        Assert.Equal(signal, (await hands.EndAsync(Cancel)).Signal);
        await Eventually.HoldsAsync(() => pids.All(IsGone), Cancel);
        Assert.Empty(Kit.WorkFiles());
        await brain.FinishAsync();
    }

    [Fact]
    public async Task A_node_that_dies_at_any_step_leaves_the_local_result()
    {
        HandsMessage[] steps =
        [
            new Wait(30), new Run(1, ["", "flood", "200000"], []), new Stat(["x.c"]), new Adopt("x.d.tmp", "x.d"), new Run(2, ["", "compile", "x.d.tmp"], []),
            new Write("x.o", Plain), new Data("remote"u8.ToArray()), new Close(), new Out("remote"u8.ToArray()), new Err("remote"u8.ToArray()), new Run(3, ["", "sleep", "/dev/null"], []),
        ];
        for (var count = 0; count <= steps.Length; count++)
        {
            var said = steps[..count];
            using var brain = Kit.Brain(talk => talk.SayAsync(said));
            var end = await Kit.CallAsync("compile", "x.o");
            Assert.Equal(new HandsEnd(0, 0, "", "local warning\n"), end);
            Assert.Equal(["x.o"], Kit.WorkFiles());
            Assert.Equal("local object", await File.ReadAllTextAsync(Kit.InWork("x.o"), Cancel));
            File.Delete(Kit.InWork("x.o"));
        }
    }

    [Fact]
    public async Task A_frame_cut_at_any_byte_leaves_the_local_result()
    {
        var fields = new FieldWriter();
        HandsCodec.Encode(new Write("x.o", Plain), fields);
        HandsCodec.Encode(new Exec(false, ["gcc", "exit", "9"], ["A=1"]), fields);
        var bytes = fields.Written.ToArray();
        for (var length = 0; length < bytes.Length; length += Kit.IsTwin ? 7 : 1)
        {
            using var brain = Kit.Brain(async talk => await talk.Socket.SendAsync(bytes.AsMemory(0, length), talk.Stop));
            Assert.Equal("local warning\n", (await Kit.CallAsync("compile", "x.o")).Err);
            Assert.Equal(["x.o"], Kit.WorkFiles());
            File.Delete(Kit.InWork("x.o"));
        }
    }

    public static TheoryData<string> Garbage => new("00000000", "ffffffff", "00800001", "0000000100", "00000001ff", "0000000142", "000000064100000000ff",
        "0000000b4200000001ffffffff0000", "000000074500000000aabb", "0000000e450000000578006f2e6f000001b6", "0000000a4300000001ffffffff00", "0000000149",
        "474554202f20485454502f312e310d0a0d0a", "0000000a4100000000ffffffff00", "000000024d00", "000000064d00000005ff", "000000074900000000ff00", "0000000b41000000000000000000ff", "000000054effffffff0000000100");

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_from_the_node_leaves_the_local_result(string hex)
    {
        using var brain = Kit.Brain(async talk =>
        {
            await talk.Socket.SendAsync(Convert.FromHexString(hex), talk.Stop);
            await talk.HearEndAsync();
        });
        var end = await Kit.CallAsync("compile", "x.o");
        Assert.Equal(new HandsEnd(0, 0, "", "local warning\n"), end);
        Assert.Equal(["x.o"], Kit.WorkFiles());
    }

    [Fact]
    public async Task Random_bytes_from_the_node_leave_the_local_result()
    {
        var random = new Random(20261122);
        for (var i = 0; i < (Kit.IsTwin ? 10 : 100); i++)
        {
            var bytes = new byte[random.Next(5, 60)];
            random.NextBytes(bytes);
            bytes.AsSpan(0, 3).Clear();
            bytes[3] = (byte)(bytes.Length - 4 - random.Next(2));
            bytes[4] = (byte)random.Next(64, 80);
            using var brain = Kit.Brain(async talk => await talk.Socket.SendAsync(bytes, talk.Stop));
            var end = await Kit.CallAsync("compile", "x.o");
            Assert.True(end.Err.EndsWith("local warning\n") || bytes[4] is 65 or 73 or 77, Convert.ToHexString(bytes) + end);
            Assert.DoesNotContain(Kit.WorkFiles(), f => f.Contains("mesh"));
        }
    }

    // What the test runner leaks to its children is not the hands' doing: the compiler, called directly, tells what is right.
    private async Task AssertFilesAsync()
    {
        var how = new HandsStart { Arguments = ["files"], Prelude = "exec 7</dev/null" };
        var direct = Kit.Start(Path.Combine(Kit.Compilers, "gcc"), "gcc", ["files"], how);
        var expected = (await direct.EndAsync(Cancel)).Out;
        Assert.StartsWith("0\n1\n2\n7\n", expected);
        Assert.Equal(expected, (await Kit.CallAsync(how)).Out);
    }
}
