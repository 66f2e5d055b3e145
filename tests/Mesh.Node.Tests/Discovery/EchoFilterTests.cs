using Mesh.Node.Discovery;

namespace Mesh.Node.Tests.Discovery;

public sealed class EchoFilterTests
{
    private static readonly byte[] Message = [1, 2, 3];
    private readonly EchoFilter _echoes = new();
    private readonly (object Here, object There) _sockets = (new object(), new object());

    [Fact]
    public void Who_we_are_is_an_echo_wherever_and_however_often_it_turns_up()
    {
        _echoes.Sent(_sockets.Here, Message, At(0));
        Assert.True(_echoes.IsEcho(_sockets.Here, Message, saysWhoWeAre: true, At(0.1)));
        Assert.True(_echoes.IsEcho(_sockets.There, [1, 2, 3], saysWhoWeAre: true, At(0.2)));
        Assert.False(_echoes.IsEcho(_sockets.Here, [1, 2, 4], saysWhoWeAre: true, At(0.2)));
        Assert.False(_echoes.IsEcho(_sockets.Here, Message, saysWhoWeAre: true, At(2.1)));
    }

    [Fact]
    public void Of_two_equal_questions_one_is_the_others()
    {
        _echoes.Sent(_sockets.Here, Message, At(0));
        Assert.False(_echoes.IsEcho(_sockets.There, Message, saysWhoWeAre: false, At(0.1)));
        Assert.True(_echoes.IsEcho(_sockets.Here, Message, saysWhoWeAre: false, At(0.1)));
        Assert.False(_echoes.IsEcho(_sockets.Here, Message, saysWhoWeAre: false, At(0.1)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
