using System.Net;
using System.Net.Sockets;

namespace Mesh.Testing;

/// <summary>Serves the connections to a port of this machine, several at once, until it is disposed.</summary>
public sealed class LoopbackServer : IDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly Func<TcpClient, CancellationToken, Task> _serve;
    private readonly Task _accepting;

    /// <param name="serve">Owns the connection that it is given, and ends soon when it is told to stop. What it throws, <see cref="Dispose"/> throws.</param>
    public LoopbackServer(Func<TcpClient, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _stop.Cancel();
        // A listener that is closed between two callers cannot be asked for the next one.
        End(_accepting);
        _listener.Dispose();
        End(Task.WhenAll(_connections));
        _stop.Dispose();
    }

    private static void End(Task task)
    {
        if (!task.Wait(EndLimit)) throw new TimeoutException($"a server of the test goes on {EndLimit} after its end");
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // disposed
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await _serve(client, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // disposed
        }
    }
}
