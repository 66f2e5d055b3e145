using System.Text;
using Mesh.Node.Sandbox;
using Mesh.Testing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.Helper;

public sealed class JobHandlerTests
{
    private static readonly byte[] Source = Encoding.UTF8.GetBytes("the source\n");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("none")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public async Task What_the_compiler_makes_of_the_source_comes_back(string codec)
    {
        Assert.SkipUnless(Mesh.Wire.Compression.Codecs.Available.Contains(codec), $"no {codec} on this machine");
        await using var shop = await Workshop.WithFakeCompilerAsync("copy");
        using var client = shop.Connect();
        var source = new byte[3_000_000];
        new Random(1).NextBytes(source.AsSpan(0, 1_000_000));

        var answer = await client.CompileAsync(JobClient.FakeJob with { Codec = codec }, source);

        Assert.Equal(0, answer.Result?.ExitCode);
        Assert.Equal(source, Assert.Single(answer.Outputs));
        await Eventually.HoldsAsync(() => shop.Totals.Helped == 1, Cancel);
        Assert.Equal((0, 1), (shop.Totals.Failed, shop.Totals.HelpedFor("client")));
        await shop.IsEmptyAsync();
    }

    [Theory]
    [InlineData("none")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public async Task What_stands_beside_the_object_comes_back_in_the_order_asked_for(string codec)
    {
        Assert.SkipUnless(Mesh.Wire.Compression.Codecs.Available.Contains(codec), $"no {codec} on this machine");
        await using var shop = await Workshop.WithFakeCompilerAsync("beside");
        using var client = shop.Connect();

        var answer = await client.CompileAsync(JobClient.FakeJob with { Codec = codec, Outputs = ["object", "call-graph", "stack-usage"] }, Source);

        Assert.Equal(["object", "call-graph", "stack-usage"], answer.Result?.Outputs.Select(output => output.OutputKind));
        Assert.Equal(["the source\n", "", ".su"], answer.Outputs.Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public async Task A_file_that_the_compiler_does_not_leave_beside_the_object_makes_the_job_unfit()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("copy");
        using var client = shop.Connect();

        var answer = await client.CompileAsync(JobClient.FakeJob with { Outputs = ["object", "stack-usage"] }, Source);

        Assert.Equal(RefusalReason.Unfit, answer.Refused?.Reason);
    }

    [Fact]
    public async Task One_connection_carries_job_after_job()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("copy");
        using var client = shop.Connect();

        for (ulong id = 1; id <= 5; id++)
        {
            var source = Encoding.UTF8.GetBytes($"source {id}");
            var answer = await client.CompileAsync(JobClient.FakeJob with { JobId = id }, source);
            Assert.Equal(source, Assert.Single(answer.Outputs));
        }
    }

    [Fact]
    public async Task A_compile_error_is_a_result()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("exit 3");
        using var client = shop.Connect();

        var answer = await client.CompileAsync(JobClient.FakeJob, Source);

        Assert.Equal(3, answer.Result?.ExitCode);
        Assert.Equal("fake: error\n", Encoding.UTF8.GetString(answer.Result!.Stderr.Span));
        Assert.Empty(answer.Outputs);
    }

    [Fact]
    public async Task The_environment_is_made_from_nothing()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("env");
        using var client = shop.Connect();
        string[] asked = ["LC_ALL=C.UTF-8", "SOURCE_DATE_EPOCH=7", "LD_PRELOAD=/tmp/evil.so", "PATH=/tmp/evil", "HOME=/root", "TMPDIR=/"];

        var answer = await client.CompileAsync(JobClient.FakeJob with { Env = asked }, Source);

        var names = Encoding.UTF8.GetString(answer.Outputs[0]).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line.Split('=')[0], line => line.Split('=', 2)[1]);
        Assert.Equal(["LC_ALL", "PATH", "SOURCE_DATE_EPOCH", "TMPDIR"], names.Keys.Order());
        Assert.Equal("C.UTF-8", names["LC_ALL"]);
        Assert.StartsWith(shop.Jobs, names["TMPDIR"]);
        Assert.DoesNotContain("evil", names["PATH"]);
    }

    [Theory]
    [InlineData("crash", "signal 11")]
    [InlineData("silent", "wrote no output")]
    [InlineData("fill", "File too large|signal 25")]
    [InlineData("flood", "signal 25|printed more than")]
    [InlineData("hang", "did not end within")]
    [InlineData("eat", "out of memory")]
    public async Task A_compiler_in_trouble_is_the_helpers_trouble(string mode, string said)
    {
        var limits = new JobLimits { WallClock = TimeSpan.FromSeconds(2), FileBytes = 4 << 20, AddressSpaceBytes = 4L << 30 };
        await using var shop = await Workshop.WithFakeCompilerAsync(mode, limits: limits);
        using var client = shop.Connect();

        var answer = await client.CompileAsync(JobClient.FakeJob, Source);

        Assert.NotNull(answer.Refused);
        Assert.Contains(answer.Refused.Reason, new[] { RefusalReason.Internal, RefusalReason.TooLarge });
        Assert.Matches(said, answer.Refused.Detail);
        Assert.Equal((0, 1), (shop.Totals.Helped, shop.Totals.Failed));
        await shop.IsEmptyAsync();
    }

    [Fact]
    public async Task A_compiler_that_reads_nothing_may_still_answer()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("ignore");
        using var client = shop.Connect();

        var answer = await client.CompileAsync(JobClient.FakeJob, new byte[1_000_000]);

        Assert.Equal("ignored", Encoding.UTF8.GetString(Assert.Single(answer.Outputs)));
    }

    [Fact]
    public async Task An_orphan_ends_with_its_job()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("orphan");
        using var client = shop.Connect();

        var answer = await client.CompileAsync(JobClient.FakeJob, Source);

        Assert.Equal(Source, Assert.Single(answer.Outputs));
        await shop.IsEmptyAsync();
    }

    [Fact]
    public async Task A_compiler_cannot_write_outside_its_directory()
    {
        Assert.SkipUnless(await Workshop.HasLandlockAsync(), "this kernel has no Landlock");
        await using var shop = await Workshop.WithFakeCompilerAsync("outside");
        using var client = shop.Connect();

        var answer = await client.CompileAsync(JobClient.FakeJob, Source);

        Assert.Equal(Source, Assert.Single(answer.Outputs));
        Assert.False(File.Exists(shop.Fake + ".outside"));
    }

    [Fact]
    public async Task A_full_house_says_when_to_come_again()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("hang", slots: 1);
        using var one = shop.Connect();
        using var two = shop.Connect();
        using var three = shop.Connect("other");
        foreach (var client in new[] { one, two })
        {
            await client.SendAsync(JobClient.FakeJob);
            Assert.IsType<Accepted>(await client.ReadAsync());
        }

        await three.SendAsync(JobClient.FakeJob);

        var refused = Assert.IsType<Refused>(await three.ReadAsync());
        Assert.Equal(RefusalReason.Busy, refused.Reason);
        Assert.InRange(refused.RetryAfterMs, 1, 10_000);
        Assert.Equal((2, 0, 2, 0), (shop.Gate.Running, shop.Gate.Free, shop.Gate.RunningOf("client"), shop.Gate.RunningOf("other")));
    }

    [Fact]
    public async Task Only_as_many_as_there_are_slots_compile()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("hang", slots: 1);
        using var one = shop.Connect();
        using var two = shop.Connect();
        foreach (var client in new[] { one, two })
        {
            await client.SendAsync(JobClient.FakeJob);
            foreach (var message in JobClient.SourceMessages(JobClient.FakeJob, Source, 4)) await client.SendAsync(message);
            Assert.IsType<Accepted>(await client.ReadAsync());
        }

        await Eventually.HoldsAsync(() => shop.Gate.Compiling == 1, Cancel);
        one.Dispose();
        await Eventually.HoldsAsync(() => shop.Gate is { Running: 1, Compiling: 1 }, Cancel);
    }

    [Fact]
    public async Task A_job_that_cannot_be_served_is_refused_with_a_reason()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("copy");
        using var client = shop.Connect();
        foreach (var (job, reason, said) in Unserved)
        {
            var answer = await client.CompileAsync(job, Source);

            Assert.Equal(reason, answer.Refused?.Reason);
            Assert.Contains(said, answer.Refused!.Detail);
            Assert.Equal(0, shop.Gate.Running);
        }
    }

    private static readonly (Job Job, RefusalReason Reason, string Said)[] Unserved =
    [
        (JobClient.FakeJob with { CompilerVersion = "1.2.4" }, RefusalReason.NoToolchain, "here: gcc 1.2.3 for fake-linux-gnu"),
        (JobClient.FakeJob with { Triplet = "arm-linux-gnueabihf" }, RefusalReason.NoToolchain, "asked for gcc 1.2.3 for arm-linux-gnueabihf"),
        (JobClient.FakeJob with { Triplet = "" }, RefusalReason.NoToolchain, "gcc"),
        (JobClient.FakeJob with { Compiler = "clang" }, RefusalReason.NoToolchain, "clang"),
        (JobClient.FakeJob with { Compiler = "tcc" }, RefusalReason.NoToolchain, "tcc"),
        (JobClient.FakeJob with { Language = "fortran" }, RefusalReason.NoToolchain, "fortran"),
        (JobClient.FakeJob with { PreprocessMode = "half" }, RefusalReason.Unfit, "half"),
        (JobClient.FakeJob with { Outputs = ["object", "assembly"] }, RefusalReason.Unfit, "assembly"),
        (JobClient.FakeJob with { Outputs = ["core"] }, RefusalReason.Unfit, "core"),
        (JobClient.FakeJob with { Outputs = [] }, RefusalReason.Unfit, ""),
        (JobClient.FakeJob with { Outputs = ["stack-usage"] }, RefusalReason.Unfit, "stack-usage"),
        (JobClient.FakeJob with { Outputs = ["object", "core"] }, RefusalReason.Unfit, "core"),
        (JobClient.FakeJob with { Outputs = ["object", "call-graph", "call-graph"] }, RefusalReason.Unfit, "call-graph"),
        (JobClient.FakeJob with { Outputs = ["messages", "call-graph"] }, RefusalReason.Unfit, "call-graph"),
        (JobClient.FakeJob with { Outputs = ["object", "split-debug"] }, RefusalReason.Unfit, "split-debug"),
        (JobClient.FakeJob with { Outputs = ["object", "split-debug"], SplitName = "x.dwo" }, RefusalReason.Unfit, "x.dwo"), // the fake compiler is version 1
        (JobClient.FakeJob with { SplitName = "x.dwo" }, RefusalReason.Unfit, "x.dwo"),
        (JobClient.FakeJob with { Options = ["-O2", "-fplugin=/tmp/evil.so"] }, RefusalReason.OptionNotAllowed, "-fplugin=/tmp/evil.so"),
        (JobClient.FakeJob with { Options = ["-o", "/etc/passwd"] }, RefusalReason.OptionNotAllowed, "-o"),
        (JobClient.FakeJob with { Options = ["/etc/passwd"] }, RefusalReason.OptionNotAllowed, "/etc/passwd"),
        (JobClient.FakeJob with { Options = ["@/etc/passwd"] }, RefusalReason.OptionNotAllowed, "@/etc/passwd"),
        (JobClient.FakeJob with { Options = ["--param", "@/etc/passwd"] }, RefusalReason.OptionNotAllowed, "@/etc/passwd"),
        (JobClient.FakeJob with { Options = ["-B/tmp"] }, RefusalReason.OptionNotAllowed, "-B"),
        (JobClient.FakeJob with { Options = ["-wrapper", "/bin/sh"] }, RefusalReason.OptionNotAllowed, "-wrapper"),
        (JobClient.FakeJob with { Options = ["-specs=x"] }, RefusalReason.OptionNotAllowed, "-specs=x"),
    ];

    [Fact]
    public async Task A_source_that_names_files_is_refused_and_the_connection_stays()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("copy");
        using var client = shop.Connect();

        var refused = await client.CompileAsync(JobClient.FakeJob, Encoding.UTF8.GetBytes("asm(\".incbin \\\"/etc/shadow\\\"\");\n"));
        var answer = await client.CompileAsync(JobClient.FakeJob with { JobId = 2 }, Source);

        Assert.Equal(RefusalReason.Unfit, refused.Refused?.Reason);
        Assert.Equal(Source, Assert.Single(answer.Outputs));
    }

    [Fact]
    public async Task Pings_are_answered_while_the_compiler_works()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("hang");
        using var client = shop.Connect();
        await client.SendAsync(JobClient.FakeJob);
        Assert.IsType<Accepted>(await client.ReadAsync());
        await client.SendAsync(new Ping(41));
        foreach (var message in JobClient.SourceMessages(JobClient.FakeJob, Source, 4)) await client.SendAsync(message);
        await client.SendAsync(new Ping(42));

        Assert.Equal(41u, Assert.IsType<Pong>(await client.ReadAsync()).Token);
        Assert.Equal(42u, Assert.IsType<Pong>(await client.ReadAsync()).Token);
    }

    [Fact]
    public async Task A_leaving_node_refuses_and_drains()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("copy");
        using var client = shop.Connect();
        using var late = shop.Connect();
        await client.SendAsync(JobClient.FakeJob);
        Assert.IsType<Accepted>(await client.ReadAsync());

        shop.Gate.StopAccepting();
        var drained = shop.Gate.DrainAsync(TimeSpan.FromSeconds(20));
        var refused = await late.CompileAsync(JobClient.FakeJob, Source);
        Assert.False(drained.IsCompleted);
        foreach (var message in JobClient.SourceMessages(JobClient.FakeJob, Source, 100)) await client.SendAsync(message);
        var answer = await client.ReadAnswerAsync(JobClient.FakeJob);

        Assert.Equal(RefusalReason.ShuttingDown, refused.Refused?.Reason);
        Assert.Equal(Source, Assert.Single(answer.Outputs));
        Assert.True(await drained);
    }
}
