using System.Net.Sockets;
using Mesh.Node.Control;
using Mesh.Node.Tests.EndToEnd;
using Mesh.Testing;

namespace Mesh.Node.Tests.Control;

public sealed class ControlServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_that_says_nothing_is_hung_up_on()
    {
        using var directory = new TempDirectory();
        using var stop = new CancellationTokenSource();
        var path = directory.File("mesh.sock");
        using var socket = ControlSocket.Bind(path);
        var server = new ControlServer(socket, null!, null!, null!, () => { }, new CollectedLog()) { FirstFramePatience = TimeSpan.FromMilliseconds(100) };
        var running = server.RunAsync(stop.Token);
        using var caller = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await caller.ConnectAsync(new UnixDomainSocketEndPoint(path), Cancel);

        Assert.Equal(0, await caller.ReceiveAsync(new byte[1], Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancel));

        stop.Cancel();
        await running.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
    }

    [Fact]
    public async Task The_kernel_says_who_calls()
    {
        using var directory = new TempDirectory();
        var path = directory.File("mesh.sock");
        using var socket = ControlSocket.Bind(path);
        using var caller = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await caller.ConnectAsync(new UnixDomainSocketEndPoint(path), Cancel);

        var accepted = await socket.AcceptAsync(Cancel);

        Assert.Equal(accepted.OwnerId, accepted.UserId); // this process is both
        await accepted.Stream.DisposeAsync();
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(1000, 0, false)]
    [InlineData(0, 1000, true)]
    [InlineData(1000, 1000, true)]
    [InlineData(1001, 1000, false)]
    [InlineData(uint.MaxValue, 1000, false)]
    public void A_node_is_stopped_by_its_user_and_by_root(uint user, uint owner, bool may) =>
        Assert.Equal(may, new LocalCaller(Stream.Null, user, owner).MayStopThisNode);
}
