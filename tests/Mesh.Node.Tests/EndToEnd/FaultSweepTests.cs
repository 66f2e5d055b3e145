using Mesh.Testing;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>A link that is cut, or flips a bit, at every place of a job: the object is always the local one, slots come home, nothing stays behind.</summary>
public sealed class FaultSweepTests
{
    /// <summary>Places tried in each direction, spread over all bytes of a job; where they begin differs from run to run.</summary>
    private const int Places = 24;

    [Theory]
    [InlineData("Cut", true, false)]
    [InlineData("Cut", false, false)]
    [InlineData("Flip", true, false)]
    [InlineData("Flip", false, false)]
    [InlineData("Cut", true, true)]
    [InlineData("Cut", false, true)]
    [InlineData("Flip", true, true)]
    [InlineData("Flip", false, true)]
    public async Task The_object_is_always_the_local_one(string fault, bool fromClient, bool inquiring)
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int f(int a) { return a * 3; }\n");
        await using var helper = await TestNode.StartAsync("helper");
        using var relay = new FaultyRelay(helper.Port) { FromClient = fromClient };
        await using var client = await TestNode.StartBehindAsync(relay);

        // An option that is new each time makes an inquiry precede the job. None of these numbers changes the code of so small a loopless function.
        string[] Command(int number, string output) => ["-c", "x.c", "-o", output, $"-falign-loops={(inquiring ? number : 1)}"];
        var bare = work.File("bare.o");
        Assert.Equal(0, (await client.RunAsync(work.Path, new Dictionary<string, string> { ["MESH_LOCAL"] = "1" }, ["gcc", .. Command(1, bare)])).Code);

        await client.RunAsync(work.Path, ["gcc", .. Command(1, "first.o")]);
        File.Delete(work.File("first.o"));
        relay.Fault = Enum.Parse<Fault>(fault);
        relay.Arm(int.MaxValue); // counts a job's bytes
        await client.RunAsync(work.Path, ["gcc", .. Command(2, "counted.o")]);
        File.Delete(work.File("counted.o"));
        var (bytes, phase) = (relay.Passed, Random.Shared.Next(relay.Passed));
        Assert.InRange(bytes, 200, 100_000);
        for (var place = 0; place < Places; place++)
        {
            var at = ((place * bytes / Places) + phase) % bytes;
            relay.Arm(at);
            var result = await client.RunAsync(work.Path, ["gcc", .. Command(place + 3, "x.o")]);
            Assert.True(result is { Code: 0, Stdout.Length: 0, Stderr.Length: 0 }, $"{fault} at {at}: {client.Log}");
            Assert.Equal(await File.ReadAllBytesAsync(bare, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(work.File("x.o"), TestContext.Current.CancellationToken));
            Assert.Equal(["bare.o", "x.c", "x.o"], Directory.GetFileSystemEntries(work.Path).Select(Path.GetFileName).Order());
            File.Delete(work.File("x.o"));
            await client.UntilPeerIsReadyAsync("helper");
            if (place % 2 == 1)
            {
                // A job that goes well: a peer that fails three times in a row would be left alone.
                relay.Arm(int.MaxValue);
                await client.RunAsync(work.Path, ["gcc", .. Command(1, "well.o")]);
                File.Delete(work.File("well.o"));
            }
        }

        Assert.True(relay.Struck > 10, $"the fault struck only {relay.Struck} times in {Places} jobs of {bytes} bytes: {client.Log}");
        Assert.Empty(Directory.GetFileSystemEntries(helper.Jobs));
        Assert.Empty(client.Log.Errors);
        Assert.Empty(helper.Log.Errors);
    }
}
