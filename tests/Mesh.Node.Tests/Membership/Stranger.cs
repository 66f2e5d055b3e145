using System.Net.Sockets;
using Mesh.Testing;

namespace Mesh.Node.Tests.Membership;

/// <summary>Answers every connection with what no node says.</summary>
internal sealed class Stranger : IDisposable
{
    private readonly LoopbackServer _server = new(AnswerAsync);

    public int Port => _server.Port;

    public void Dispose() => _server.Dispose();

    private static async Task AnswerAsync(TcpClient caller, CancellationToken stop)
    {
        using var client = caller;
        try
        {
            var stream = client.GetStream();
            var greeted = new byte[4096];
            _ = await stream.ReadAsync(greeted, stop);
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), stop);
            stream.Socket.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(greeted, stop) > 0) { } // a connection that closes with bytes unread, or before they come, is reset
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // Whoever asked has left, or the test is over.
        }
    }
}
