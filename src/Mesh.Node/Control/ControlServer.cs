using System.Net.Sockets;
using System.Text;
using Mesh.Node.Dispatch;
using Mesh.Wire;
using Mesh.Wire.Hands;
using Microsoft.Extensions.Logging;
using StatusText = Mesh.Wire.Hands.StatusJson;

namespace Mesh.Node.Control;

/// <summary>Serves the node's socket: the hands of compiles, and the <c>mesh</c> command line. The first frame says which.</summary>
internal sealed class ControlServer(ControlSocket socket, CompileService compiles, Explainer explainer, StatusReporter status, Action leave, ILogger logger)
{
    /// <summary>After a failed accept (no descriptors left, mostly): long enough for some to be closed.</summary>
    private static readonly TimeSpan AcceptBackOff = TimeSpan.FromMilliseconds(100);

    /// <summary>Accepts until <paramref name="stop"/>; returns when the last caller is served.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var callers = new TaskSet();
        try
        {
            while (true)
            {
                try
                {
                    callers.Add(ServeAsync(await socket.AcceptAsync(stop).ConfigureAwait(false), stop));
                }
                catch (SocketException)
                {
                    await Task.Delay(AcceptBackOff, stop).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await callers.WhenAllAsync().ConfigureAwait(false);
        }
    }

    private async Task ServeAsync(Socket caller, CancellationToken stop)
    {
        await Task.Yield(); // the accept loop goes on
        var stream = new NetworkStream(caller, ownsSocket: true);
        using var connection = new HandsConnection(stream);
        using var closing = stop.Register(stream.Dispose); // ends a read on every runtime; hands without a node compile locally
        try
        {
            await AnswerAsync(connection, CallerUser.Of(caller), stop).ConfigureAwait(false);
        }
        catch (ProtocolException e)
        {
            logger.BadCaller(e.Message);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The caller is gone, or this node leaves.
        }
        catch (Exception e)
        {
            logger.CallFailed(e); // a bug ends this one call: its hands see the socket close, and compile locally
        }
    }

    private async Task AnswerAsync(HandsConnection connection, uint user, CancellationToken stop)
    {
        switch (await connection.ReadAsync(stop).ConfigureAwait(false))
        {
            case Call call:
                using (var session = new HandsSession(connection, user, stop))
                {
                    await compiles.RunAsync(session, call).ConfigureAwait(false);
                }

                break;
            case ExplainRequest request:
                using (var session = new HandsSession(connection, user, stop))
                {
                    var explanation = await explainer.ExplainAsync(session, request.Call).ConfigureAwait(false);
                    await session.SendAsync(new ExplainText(Encoding.UTF8.GetBytes(explanation))).ConfigureAwait(false);
                }

                break;
            case StatusRequest:
                await connection.WriteAsync(new StatusText(Encoding.UTF8.GetBytes(StatusJson.Write(status.Read()))), stop).ConfigureAwait(false);
                break;
            case LeaveRequest:
                await connection.WriteAsync(new Done(true, 0, ""), stop).ConfigureAwait(false);
                leave();
                break;
            case null:
                break;
            case var other:
                throw new ProtocolException($"a conversation that begins with {other.Kind}");
        }
    }
}
