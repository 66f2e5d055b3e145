using Mesh.Testing;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>A link that is cut, or flips a bit, at every place of a job: the object is always the local one, slots come home, nothing stays behind.</summary>
public sealed class FaultSweepTests
{
    /// <summary>Places tried in each direction, spread over all bytes of a job; where they begin differs from run to run.</summary>
    private const int Places = 24;

    [Theory]
    [InlineData("Cut", true)]
    [InlineData("Cut", false)]
    [InlineData("Flip", true)]
    [InlineData("Flip", false)]
    public async Task The_object_is_always_the_local_one(string fault, bool fromClient)
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int f(int a) { return a * 3; }\n");
        await using var helper = await TestNode.StartAsync("helper");
        using var relay = new FaultyRelay(helper.Port) { FromClient = fromClient };
        await using var client = await TestNode.StartBehindAsync(relay);
        var bare = work.File("bare.o");
        Assert.Equal(0, (await client.RunAsync(work.Path, new Dictionary<string, string> { ["MESH_LOCAL"] = "1" }, "gcc", "-c", "x.c", "-o", bare)).Code);

        relay.Fault = Enum.Parse<Fault>(fault);
        relay.Arm(int.MaxValue); // counts a job's bytes
        await client.RunAsync(work.Path, "gcc", "-c", "x.c", "-o", "counted.o");
        File.Delete(work.File("counted.o"));
        var (bytes, phase) = (relay.Passed, Random.Shared.Next(relay.Passed));
        Assert.InRange(bytes, 200, 100_000);
        for (var place = 0; place < Places; place++)
        {
            var at = ((place * bytes / Places) + phase) % bytes;
            relay.Arm(at);
            var result = await client.RunAsync(work.Path, "gcc", "-c", "x.c", "-o", "x.o");
            Assert.True(result is { Code: 0, Stdout.Length: 0, Stderr.Length: 0 }, $"{fault} at {at}: {client.Log}");
            Assert.Equal(await File.ReadAllBytesAsync(bare, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(work.File("x.o"), TestContext.Current.CancellationToken));
            Assert.Equal(["bare.o", "x.c", "x.o"], Directory.GetFileSystemEntries(work.Path).Select(Path.GetFileName).Order());
            File.Delete(work.File("x.o"));
            await client.UntilPeerIsReadyAsync("helper");
        }

        Assert.True(relay.Struck > 10, $"the fault struck only {relay.Struck} times");
        Assert.Empty(Directory.GetFileSystemEntries(helper.Jobs));
        Assert.Empty(client.Log.Errors);
        Assert.Empty(helper.Log.Errors);
    }
}
