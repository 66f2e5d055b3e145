using Mesh.Testing;
using Mesh.Wire.Framing;
using Mesh.Wire.Messages;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>A session of two nodes, compiling, as an independent MessagePack implementation sees it.</summary>
public sealed class RecordedSessionTests
{
    [Fact]
    public async Task Python_decodes_every_frame_of_a_real_session_and_its_own_encoding_is_accepted()
    {
        var cancel = TestContext.Current.CancellationToken;
        var why = await PythonMsgpack.WhyNotAsync(cancel);
        Assert.SkipUnless(why is null, why ?? "");
        using var work = new TempDirectory();
        work.Write("x.c", "#include <stdio.h>\nint main(void) { return printf(\"\"); }\n");
        work.Write("y.cc", "#include <string>\nstd::string f() { return \"y\"; }\n");
        var recordings = Directory.CreateDirectory(work.File("recordings")).FullName;

        await using (var helper = await TestNode.StartAsync("helper"))
        using (var relay = new FaultyRelay(helper.Port) { Recordings = recordings })
        await using (var client = await TestNode.StartBehindAsync(relay))
        {
            foreach (var command in (string[])["gcc -O2 -c x.c", "g++ -c y.cc", "gcc -S x.c", "gcc -DTWICE -c x.c -o again.o"])
            {
                Assert.Equal(0, (await client.RunAsync(work.Path, command.Split(' '))).Code);
            }

            Assert.Equal(4, (await client.StatusAsync()).Totals.Remote);
        }

        var kinds = new HashSet<byte>();
        foreach (var recording in Directory.GetFiles(recordings))
        {
            kinds.UnionWith((await PythonMsgpack.DecodeAllAsync(recording, cancel)).Select(frame => frame.Kind));
            await PythonMsgpack.EncodeAllAsync(recording, recording + ".python", cancel);
            await AssertAcceptedAsync(WireTap.Replay(recording + ".python", sent: true), cancel);
            await AssertAcceptedAsync(WireTap.Replay(recording + ".python", sent: false), cancel);
        }

        MessageKind[] expected =
        [
            MessageKind.Hello, MessageKind.State, MessageKind.Inquiry, MessageKind.Offer, MessageKind.Job, MessageKind.Accepted, MessageKind.SourceChunk, MessageKind.SourceEnd,
            MessageKind.Result, MessageKind.OutputChunk, MessageKind.ResultEnd,
        ];
        Assert.Superset(expected.Select(kind => (byte)kind).ToHashSet(), kinds);
    }

    private static async Task AssertAcceptedAsync(byte[] frames, CancellationToken cancel)
    {
        Assert.NotEmpty(frames);
        using var reader = new FrameReader(new MemoryStream(frames));
        while (await reader.ReadAsync(cancel) is { } frame)
        {
            Assert.NotNull(MessageCodec.Decode(frame));
        }
    }
}
