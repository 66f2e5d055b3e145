using System.Net.Sockets;
using System.Runtime.InteropServices;
using Mesh.Wire.Hands;

namespace Mesh.Tests.Hands;

/// <summary>A node's socket whose answers a test writes down: each connection is greeted by its CALL, then the script has it.</summary>
internal sealed class FakeBrain : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(60));
    private readonly Task _serving;

    public FakeBrain(string path, Func<BrainTalk, Task> script, uint? user = null)
    {
        Path = path;
        Listen(user);
        _serving = ServeAsync(script);
    }

    public string Path { get; }

    public int Calls { get; private set; }

    /// <summary>Accepts no more and lets the conversations end; throws what a script threw.</summary>
    public async Task FinishAsync()
    {
        await _closing.CancelAsync();
        await _serving;
    }

    public void Dispose()
    {
        _closing.Cancel();
        _listener.Dispose();
    }

    private async Task ServeAsync(Func<BrainTalk, Task> script)
    {
        var talks = new List<Task>();
        try
        {
            for (; ; )
            {
                var socket = await _listener.AcceptAsync(_closing.Token);
                Calls++;
                talks.Add(TalkAsync(socket, script));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(Socket socket, Func<BrainTalk, Task> script)
    {
        using var connection = new HandsConnection(new NetworkStream(socket, ownsSocket: true));
        var call = (Call)(await connection.ReadAsync(_deadline.Token))!;
        try
        {
            await script(new BrainTalk(connection, socket, call, _deadline.Token));
        }
        catch (IOException)
        {
            // The hands have gone: a test looks at them, not at us.
        }
    }

    // SO_PEERCRED shows who called listen. The raw system call changes this thread alone, glibc's setresuid every thread.
    private void Listen(uint? user)
    {
        if (user is null)
        {
            Bind();
            return;
        }

        var thread = new Thread(() =>
        {
            Bind();
            _ = syscall(117, -1, (int)user, -1);
            _listener.Listen();
            _ = syscall(117, -1, 0, -1);
        });
        thread.Start();
        thread.Join();
    }

    private void Bind()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen();
        File.SetUnixFileMode(Path, (UnixFileMode)0x1FF);
    }

    [DllImport("libc", EntryPoint = "syscall")]
    private static extern int syscall(nint number, int real, int effective, int saved);
}
