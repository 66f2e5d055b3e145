using System.Text;
using Mesh.Compile.Classification;
using Mesh.Hands;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Tests.Hands;

/// <summary>What docs/HANDS.md promises, held against every implementation of the hands: each derived class is one.</summary>
public abstract partial class HandsConformance : HandsSuite
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
}
