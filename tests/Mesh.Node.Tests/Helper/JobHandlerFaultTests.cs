using System.Text;
using Mesh.Node.Sandbox;
using Mesh.Testing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.Helper;

/// <summary>Clients that hang up, stall or break the rules, links that break, a disk that is full.</summary>
public sealed class JobHandlerFaultTests
{
    private static readonly byte[] Source = Encoding.UTF8.GetBytes("the source\n");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cancelled_job_leaves_the_connection_usable()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("copy");
        using var client = shop.Connect();

        await client.SendAsync(JobClient.FakeJob);
        Assert.IsType<Accepted>(await client.ReadAsync());
        await client.SendAsync(new SourceChunk(new byte[] { 1, 2, 3 }));
        await client.SendAsync(new SourceEnd(0, 0, Cancelled: true));
        var answer = await client.CompileAsync(JobClient.FakeJob with { JobId = 2 }, Source);

        Assert.Equal(Source, Assert.Single(answer.Outputs));
        await Eventually.HoldsAsync(() => shop.Totals is { Helped: 1, Failed: 0, Cancelled: 1 }, Cancel);
    }

    [Fact]
    public async Task A_client_that_stops_in_the_middle_of_its_source_is_hung_up_on()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("copy", limits: new JobLimits { Sending = TimeSpan.FromMilliseconds(300) });
        using var client = shop.Connect();
        await client.SendAsync(JobClient.FakeJob);
        Assert.IsType<Accepted>(await client.ReadAsync());
        await client.SendAsync(new SourceChunk(new byte[] { 1, 2, 3 }));

        Assert.Null(await client.ReadAsync().WaitAsync(TimeSpan.FromSeconds(20), Cancel)); // what it sent later would be taken for leavings, and never answered

        await shop.IsEmptyAsync();
        Assert.Equal((0, 1, 0), (shop.Totals.Helped, shop.Totals.Failed, shop.Totals.Cancelled));
    }

    [Fact]
    public async Task A_link_that_breaks_under_the_answer_is_no_failure_of_the_helper()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("copy");
        using var client = shop.Connect(helperEnd: end => new CutStream(end, 1)); // Accepted passes, the Result does not

        Assert.False(await CompilesAsync(client, Source));

        await Eventually.HoldsAsync(() => shop.Totals is { Helped: 0, Failed: 0, Cancelled: 1 }, Cancel);
    }

    [Theory]
    [InlineData("a result to a helper")]
    [InlineData("a wrong digest")]
    [InlineData("a wrong length")]
    [InlineData("a second job in the first one's source")]
    [InlineData("a codec nobody offered")]
    [InlineData("no stream of its codec")]
    public async Task A_client_that_breaks_the_rules_is_hung_up_on(string how)
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("copy");
        using var client = shop.Connect();

        foreach (var message in Lies[how]) await client.SendAsync(message);

        IMessage? last = null;
        while (await client.ReadAsync() is { } message) last = message;
        Assert.True(last is null or Accepted, $"answered with {last?.Kind}");
        await shop.IsEmptyAsync();
        Assert.Equal((0, how == "a result to a helper" ? 0 : 1, 0), (shop.Totals.Helped, shop.Totals.Failed, shop.Totals.Cancelled));
    }

    private static readonly Dictionary<string, IMessage[]> Lies = new()
    {
        ["a result to a helper"] = [new ResultEnd(1)],
        ["a wrong digest"] = [JobClient.FakeJob, new SourceChunk(new byte[] { 1 }), new SourceEnd(1, 0)],
        ["a wrong length"] = [JobClient.FakeJob, new SourceChunk(new byte[] { 1 }), new SourceEnd(2, Mesh.Wire.Digest.Of([1]))],
        ["a second job in the first one's source"] = [JobClient.FakeJob, JobClient.FakeJob],
        ["a codec nobody offered"] = [JobClient.FakeJob with { Codec = "lzma" }],
        ["no stream of its codec"] = [JobClient.FakeJob with { Codec = "zstd" }, new SourceChunk(new byte[] { 1, 2, 3, 4, 5, 6 }), new SourceEnd(1, 0)],
    };

    [Fact]
    public async Task A_full_disk_is_the_helpers_trouble()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("copy");
        using var client = shop.Connect();
        File.WriteAllText(shop.Jobs, "a file where the jobs' directory belongs");

        var answer = await client.CompileAsync(JobClient.FakeJob, Source);

        Assert.Equal(RefusalReason.Internal, answer.Refused?.Reason);
        File.Delete(shop.Jobs);
        Assert.Equal(Source, Assert.Single((await client.CompileAsync(JobClient.FakeJob with { JobId = 2 }, Source)).Outputs));
    }

    [Fact]
    public async Task Wherever_the_client_hangs_up_everything_comes_home()
    {
        var source = new byte[200_000];
        IMessage[] messages = [JobClient.FakeJob, .. JobClient.SourceMessages(JobClient.FakeJob, source, 50_000)];
        await using var shop = await Workshop.WithFakeCompilerAsync("copy");
        for (var sent = 0; sent <= messages.Length; sent++)
        {
            using (var client = shop.Connect())
            {
                foreach (var message in messages.Take(sent)) await client.SendAsync(message);
                if (sent > 0) Assert.IsType<Accepted>(await client.ReadAsync());
            }

            await shop.IsEmptyAsync();
        }
    }

    [Fact]
    public async Task Wherever_the_link_breaks_under_the_answer_everything_comes_home()
    {
        // Incompressible, so that the answer has several chunks; each write of the helper is cut once.
        var source = new byte[700_000];
        new Random(7).NextBytes(source);
        await using var shop = await Workshop.WithFakeCompilerAsync("copy");
        var whole = false;
        for (var written = 0; !whole; written++)
        {
            CutStream? link = null;
            using var client = shop.Connect(helperEnd: end => link = new CutStream(end, written));
            whole = await CompilesAsync(client, source);
            Assert.NotEqual(whole, link!.IsCut);
            await shop.IsEmptyAsync();
        }
    }

    private static async Task<bool> CompilesAsync(JobClient client, byte[] source)
    {
        try
        {
            var answer = await client.CompileAsync(JobClient.FakeJob, source);
            Assert.Equal(source, Assert.Single(answer.Outputs));
            return true;
        }
        catch (Exception e) when (e is IOException or JobCutException)
        {
            return false;
        }
    }

    [Fact]
    public async Task A_client_that_hangs_up_on_a_busy_compiler_ends_it()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("hang");
        using (var client = shop.Connect())
        {
            await client.SendAsync(JobClient.FakeJob);
            foreach (var message in JobClient.SourceMessages(JobClient.FakeJob, Source, 4)) await client.SendAsync(message);
            await Eventually.HoldsAsync(() => shop.Gate.Compiling == 1 && shop.Running == 1, Cancel);
        }

        await shop.IsEmptyAsync();
        await Eventually.HoldsAsync(() => shop.Totals is { Helped: 0, Failed: 0, Cancelled: 1 }, Cancel);
    }

    [Fact]
    public async Task A_compiler_that_never_reads_does_not_keep_its_place()
    {
        await using var shop = await Workshop.WithFakeCompilerAsync("hang", limits: new JobLimits { Reading = TimeSpan.FromSeconds(1) });
        using var client = shop.Connect();

        var answer = await client.CompileAsync(JobClient.FakeJob, new byte[1_000_000]);

        Assert.Equal(RefusalReason.Internal, answer.Refused?.Reason);
        Assert.Contains("read nothing", answer.Refused!.Detail);
        await shop.IsEmptyAsync();
    }
}
