using System.Diagnostics;
using System.Text.RegularExpressions;
using Mesh.Lab;

namespace Mesh.Differential.Tests.Loopback;

/// <summary>A whole <c>mesh join</c> as a process on this machine, reached on loopback alone.</summary>
internal sealed partial class LoopbackNode : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(60);

    /// <summary>A node may take ten seconds to finish its jobs.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    /// <summary>The node ends when its standard input does, so that it outlives no test process, however that ends.</summary>
    private const string UntilInputEnds = "\"$@\" & node=$!; read -r _; kill $node; wait $node";

    private readonly Process _process;
    private readonly LineLog _output = new(), _errors = new();

    private LoopbackNode(Process process, string socket)
    {
        (_process, Socket) = (process, socket);
        _ = Task.WhenAll(_output.ReadAsync(process.StandardOutput), _errors.ReadAsync(process.StandardError));
    }

    public string Socket { get; }

    public int Port { get; private set; }

    /// <summary>What the node has logged.</summary>
    public string Log => _errors.Text;

    public static async Task<LoopbackNode> StartAsync(string folder, string name, CancellationToken cancel, params string[] options)
    {
        var socket = Path.Combine(folder, name + ".sock");
        string[] join = ["join", "--name", name, "--socket", socket, "--state-dir", Path.Combine(folder, name + ".state"), "--interface", "none0", .. options];
        var process = Process.Start(new ProcessStartInfo("sh", ["-c", UntilInputEnds, "sh", MeshProgram.Find(), .. join])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var node = new LoopbackNode(process, socket);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(ReadyLimit);
        var ready = await node._output.WaitForAsync(line => line.StartsWith("ready ", StringComparison.Ordinal), deadline.Token)
            ?? throw new LabException($"{name} did not become ready: {node._errors.Text}");
        node.Port = int.Parse(PortOf().Match(ready).Groups[1].Value);
        return node;
    }

    public async Task<MeshStatus> StatusAsync(CancellationToken cancel) => MeshStatus.Parse(await StatusQuery.AskAsync(Socket, cancel));

    public Task UntilPeerIsReadyAsync(string peer, CancellationToken cancel) =>
        Poll.UntilAsync($"{peer} to be ready", ReadyLimit, async () => (await StatusAsync(cancel)).Ready.Contains(peer), cancel);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(StopLimit);
        }
        finally
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
            _process.Dispose();
        }
    }

    [GeneratedRegex("port=([0-9]+)")]
    private static partial Regex PortOf();
}
