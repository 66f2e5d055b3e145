using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Mesh.Commands;
using Mesh.Hands;
using Mesh.Node;
using Mesh.Node.Control;
using Mesh.Wire;
using Mesh.Wire.Hands;
using StatusText = Mesh.Wire.Hands.StatusJson;

namespace Mesh.Control;

/// <summary>Asks the running node, over the socket on which it serves the hands. One question per connection.</summary>
internal sealed class ControlClient : IDisposable
{
    /// <summary>A node answers at once; one that does not is stuck.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A node that leaves gives its jobs 7 s and the whole 10; one that needs longer is stuck.</summary>
    private static readonly TimeSpan LeavingPatience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly HandsConnection _connection;

    private ControlClient(Socket socket, string path)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _connection = new HandsConnection(_stream);
        Path = path;
    }

    /// <summary>The node's socket.</summary>
    public string Path { get; }

    /// <summary>Whether hands of this user would obey it.</summary>
    public bool IsTrusted => HandsTwin.IsTrusted(_socket);

    /// <summary>The first socket behind which a node listens; null when none does.</summary>
    public static async Task<ControlClient?> ConnectAsync(IReadOnlyList<string> sockets, CancellationToken cancel)
    {
        foreach (var path in sockets)
        {
            if (await ConnectAsync(path, cancel).ConfigureAwait(false) is { } client) return client;
        }
        return null;
    }

    public async Task<StatusSnapshot> ReadStatusAsync(CancellationToken cancel)
    {
        var answer = await AskAsync<StatusText>(new StatusRequest(), cancel).ConfigureAwait(false);
        try
        {
            return Mesh.Node.Control.StatusJson.Read(Utf8(answer.Utf8));
        }
        catch (JsonException e)
        {
            throw Broken(e.Message);
        }
    }

    /// <summary>The node looks at the call through us, as it does through the hands; so it must be one that hands would obey.</summary>
    public async Task<string> ExplainAsync(TwinCommand called, CancellationToken cancel)
    {
        if (!IsTrusted) throw new CommandException(ExitCode.NoNode, $"the node at {Path} is another user's, so compiles do not go there");
        using var conversation = new TwinConversation(called, _stream);
        return await conversation.RunAsync(new ExplainRequest(called.ToCall(Directory.GetCurrentDirectory())), cancel).ConfigureAwait(false) switch
        {
            TwinEnd.Explained explained => explained.Text,
            TwinEnd.Local(var why) => throw Broken(why),
            _ => throw Broken("it did not answer the question"),
        };
    }

    public async Task LeaveAsync(CancellationToken cancel)
    {
        var done = await AskAsync<Done>(new LeaveRequest(), cancel).ConfigureAwait(false);
        if (!done.Ok) throw new CommandException(ExitCode.NoNode, $"the node at {Path} will not leave: {done.Message}");
    }

    /// <summary>Waits until the node has ended: it holds a lock beside its socket as long as it lives.</summary>
    public async Task UntilGoneAsync(CancellationToken cancel, TimeSpan? patience = null)
    {
        var (clock, most) = (Stopwatch.StartNew(), patience ?? LeavingPatience);
        while (HoldsLock())
        {
            if (clock.Elapsed > most)
                throw new CommandException(ExitCode.NoNode, $"the node at {Path} said that it leaves and still runs after {most.TotalSeconds:0} s: its process has to be killed");
            await Task.Delay(Tick, cancel).ConfigureAwait(false);
        }
    }

    public void Dispose() => _connection.Dispose();

    // .NET asks for a shared flock(2) on opening, which a living node's own refuses. Mono does not, and then the node's word has to do.
    private bool HoldsLock()
    {
        try
        {
            using var probe = new FileStream(Path + ".lock", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return false;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static async Task<ControlClient?> ConnectAsync(string path, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            cancel.ThrowIfCancellationRequested();
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path)).ConfigureAwait(false);
            return new ControlClient(socket, path);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            if (e.SocketErrorCode == SocketError.AccessDenied) throw new CommandException(ExitCode.NoNode, $"the node at {path} is not yours: permission denied");
            return null;    // no such file, or nobody behind it
        }
    }

    private async Task<T> AskAsync<T>(HandsMessage question, CancellationToken cancel)
        where T : HandsMessage
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Patience);
        try
        {
            await _connection.WriteAsync(question, deadline.Token).ConfigureAwait(false);
            return await _connection.ReadAsync(deadline.Token).ConfigureAwait(false) as T ?? throw Broken("it did not answer the question");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Broken($"no answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException)
        {
            throw Broken(e.Message);
        }
    }

    private CommandException Broken(string why) => new(ExitCode.NoNode, $"the node at {Path} does not answer: {why}");

    private static string Utf8(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.ToArray());
}
