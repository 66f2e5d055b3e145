using System.Net.Sockets;
using Mesh.Wire.Hands;

namespace Mesh.Tests;

/// <summary>Answers control questions on a Unix socket, as the test says.</summary>
internal sealed class FakeNode : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<HandsMessage, HandsMessage?> _answer;
    private readonly Task _serving;

    public FakeNode(string path, Func<HandsMessage, HandsMessage?> answer)
    {
        _answer = answer;
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _serving = ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var connection = new HandsConnection(new NetworkStream(await _listener.AcceptAsync(_stop.Token), ownsSocket: true));
                if (await connection.ReadAsync(_stop.Token) is { } question && _answer(question) is { } answer)
                    await connection.WriteAsync(answer, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
