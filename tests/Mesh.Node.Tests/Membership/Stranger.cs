using System.Net;
using System.Net.Sockets;

namespace Mesh.Node.Tests.Membership;

/// <summary>Answers every connection with what no node says.</summary>
internal sealed class Stranger : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public Stranger()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait(TimeSpan.FromSeconds(5));
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            var greeted = new byte[4096];
            _ = await stream.ReadAsync(greeted);
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
            stream.Socket.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(greeted) > 0) { } // a connection that closes with bytes unread, or before they come, is reset
        }
        catch (IOException)
        {
            // Whoever asked has left; the next one is answered.
        }
    }
}
