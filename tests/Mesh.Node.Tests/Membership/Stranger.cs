using System.Net;
using System.Net.Sockets;

namespace Mesh.Node.Tests.Membership;

/// <summary>Answers every connection with what no node says.</summary>
internal sealed class Stranger : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _serving;

    public Stranger()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _over.Cancel();
        Assert.True(_serving.Wait(TimeSpan.FromSeconds(5)), "the stranger does not end");
        _listener.Dispose();
        _over.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_over.Token);
                await AnswerAsync(client.GetStream(), _over.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task AnswerAsync(NetworkStream stream, CancellationToken over)
    {
        try
        {
            var greeted = new byte[4096];
            _ = await stream.ReadAsync(greeted, over);
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), over);
            stream.Socket.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(greeted, over) > 0) { } // a connection that closes with bytes unread, or before they come, is reset
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Whoever asked has left; the next one is answered.
        }
    }
}
