using Mesh.Testing;

namespace Mesh.Node.Tests.EndToEnd;

/// <summary>A peer that cannot say which of its compilers agrees.</summary>
public sealed class InquiryTests
{
    [Fact]
    public async Task A_peer_that_does_not_answer_is_left_alone_for_a_while()
    {
        using var work = new TempDirectory();
        work.Write("x.c", "int a;\n");
        using var peer = new ScriptedPeer { AnswersInquiries = false };
        await using var client = await TestNode.StartAsync("client", options => options with { Help = false }, peer.Port);
        await client.UntilPeerIsReadyAsync("scripted");

        for (var job = 0; job < 4; job++)
        {
            Assert.Equal(0, (await client.RunAsync(work.Path, "gcc", "-c", "x.c")).Code);
        }

        Assert.Equal(1, peer.Inquiries);
        Assert.Equal(4, (await client.StatusAsync()).Totals.Local);
    }
}
