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

    /// <summary>Callers served at once; beyond that hands compile locally. A `make -j` of a few hundred has as many, and each costs this node a descriptor.</summary>
    private const int MaxCallers = 2048;

    private const uint NotPermitted = 1; // EPERM

    private readonly SemaphoreSlim _free = new(MaxCallers);

    /// <summary>Hands say at once what they want; who does not is something else that found the socket.</summary>
    public TimeSpan FirstFramePatience { get; init; } = TimeSpan.FromSeconds(20);

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
                    var caller = await socket.AcceptAsync(stop).ConfigureAwait(false);
                    if (_free.Wait(TimeSpan.Zero, CancellationToken.None))
                    {
                        callers.Add(ServeAsync(caller, stop));
                    }
                    else
                    {
                        caller.Stream.Dispose();
                    }
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

    private async Task ServeAsync(LocalCaller caller, CancellationToken stop)
    {
        await Task.Yield(); // the accept loop goes on
        using var connection = new HandsConnection(caller.Stream);
        using var closing = stop.Register(caller.Stream.Dispose); // ends a read on every runtime; hands without a node compile locally
        try
        {
            await AnswerAsync(caller, connection, stop).ConfigureAwait(false);
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
        finally
        {
            _free.Release();
        }
    }

    private async Task<HandsMessage?> FirstAsync(LocalCaller caller, HandsConnection connection, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(FirstFramePatience);
        using var closing = late.Token.Register(caller.Stream.Dispose);
        return await connection.ReadAsync(stop).ConfigureAwait(false);
    }

    private async Task AnswerAsync(LocalCaller caller, HandsConnection connection, CancellationToken stop)
    {
        switch (await FirstAsync(caller, connection, stop).ConfigureAwait(false))
        {
            case Call call:
                using (var session = new HandsSession(connection, caller.UserId, stop))
                {
                    await session.GreetAsync().ConfigureAwait(false);
                    await compiles.RunAsync(session, call).ConfigureAwait(false);
                }

                break;
            case ExplainRequest request:
                using (var session = new HandsSession(connection, caller.UserId, stop))
                {
                    await session.GreetAsync().ConfigureAwait(false);
                    var explanation = await explainer.ExplainAsync(session, request.Call).ConfigureAwait(false);
                    await session.SendAsync(new ExplainText(Encoding.UTF8.GetBytes(explanation))).ConfigureAwait(false);
                }

                break;
            case StatusRequest:
                await connection.WriteAsync(new StatusText(Encoding.UTF8.GetBytes(StatusJson.Write(status.Read()))), stop).ConfigureAwait(false);
                break;
            case LeaveRequest when !caller.MayStopThisNode:
                await connection.WriteAsync(new Done(false, NotPermitted, "only root and the user it runs as may stop it"), stop).ConfigureAwait(false);
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
