using System.Text;
using Mesh.Compile.Classification;
using Mesh.Hands;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Tests.Hands;

/// <summary>Files: asking, reading, committing results.</summary>
public abstract partial class HandsConformance
{
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

    [Theory]
    [InlineData("exec 2> >(:); wait $!", "standard error")]
    [InlineData("exec > >(:); wait $!", "standard output")]
    [InlineData("exec 2> >(cat > /dev/null)", null)]
    public async Task What_nobody_can_read_is_left_to_the_compiler(string prelude, string? refused)
    {
        using var brain = Kit.Brain(async talk =>
        {
            await talk.SayAsync(new Write("x.o", Plain), new Data("bytes"u8.ToArray()), new Close(), new Out("out"u8.ToArray()), new Err("err"u8.ToArray()), new Commit(true, 0));
            var done = await talk.HearAsync<Done>();
            Assert.Equal((refused is null, refused ?? ""), (done.Ok, done.Message[..Math.Min(done.Message.Length, refused?.Length ?? 0)]));
            if (!done.Ok) await talk.SayAsync(new Exec(false, [], []));
        });
        var end = await Kit.CallAsync(new HandsStart { Arguments = ["exit", "3"], Prelude = prelude });
        Assert.Equal((refused is null ? 0 : 3, refused is null), (end.Code, File.Exists(Kit.InWork("x.o"))));
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
}
