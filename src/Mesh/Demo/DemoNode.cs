using System.Text.RegularExpressions;
using Mesh.Control;
using Mesh.Hands;
using Mesh.Node.Control;
using Mesh.Node.Processes;
using Mesh.Running;

namespace Mesh.Demo;

/// <summary>One node of the demonstration: a process of this very program, with a socket, a state directory and a log of its own.</summary>
internal sealed class DemoNode
{
    /// <summary>Finding compilers and building the wrapper takes seconds on a small machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    /// <summary>A node leaves within 10 s.</summary>
    private static readonly TimeSpan TimeToLeave = TimeSpan.FromSeconds(11);

    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(3);

    private const int TerminationSignal = 15;

    private readonly ChildProcess _process;
    private readonly string _directory;

    private DemoNode(ChildProcess process, string directory)
    {
        _process = process;
        _directory = directory;
    }

    public string Socket => SocketIn(_directory);

    /// <summary>What it printed when it was ready.</summary>
    public string ReadyLine { get; private set; } = "";

    /// <summary>What a peer is told to find it.</summary>
    public string Address => "127.0.0.1:" + Regex.Match(ReadyLine, @" port=(\d+)").Groups[1].Value;

    /// <param name="directory">Becomes the node's own; its name is the node's.</param>
    /// <param name="flags">More flags of <c>mesh join</c>.</param>
    public static DemoNode Start(string directory, IReadOnlyList<string> flags)
    {
        var configuration = Path.Combine(directory, "mesh.json");
        File.WriteAllText(configuration, "{}\n");     // else the user's own would be found

        // On loopback alone: the demonstration is nobody else's business.
        var join = OwnProgram.Command(
            ["join", "--name", "demo-" + Path.GetFileName(directory), "--config", configuration, "--socket", SocketIn(directory), "--state-dir", Path.Combine(directory, "state"), "--interface", "lo", .. flags]);
        var shell = new ChildCommand("/bin/sh", ["-c", "exec \"$@\" > \"$0/ready\" 2> \"$0/log\" < /dev/null", directory, join.File, .. join.Arguments]) { Environment = DemoEnvironment.Of() };
        return new DemoNode(ChildProcess.TryStart(shell, out var whyNot) ?? throw new DemoException($"a node could not be started: {whyNot}"), directory);
    }

    public async Task UntilReadyAsync(CancellationToken cancel)
    {
        await UntilAsync(
            () =>
            {
                ReadyLine = Read("ready");
                return Task.FromResult(ReadyLine.EndsWith('\n'));
            },
            "was not ready", cancel).ConfigureAwait(false);
        ReadyLine = ReadyLine.TrimEnd('\n');
    }

    public Task UntilPeersAreReadyAsync(int count, CancellationToken cancel) => UntilAsync(
        async () => (await StatusAsync(cancel).ConfigureAwait(false)).Peers.Count(peer => peer.State == "ready") >= count, "did not meet its peers", cancel);

    public async Task<StatusSnapshot> StatusAsync(CancellationToken cancel)
    {
        using var client = await ControlClient.ConnectAsync([Socket], cancel).ConfigureAwait(false);
        return client is null ? throw Failed("does not answer") : await client.ReadStatusAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>As <c>mesh leave</c>, and waits for the end.</summary>
    public async Task LeaveAsync(CancellationToken cancel)
    {
        using (var client = await ControlClient.ConnectAsync([Socket], cancel).ConfigureAwait(false))
        {
            if (client is not null) await client.LeaveAsync(cancel).ConfigureAwait(false);
        }
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(_process.Exit, Task.Delay(TimeToLeave, enough.Token)).ConfigureAwait(false);
        enough.Cancel();
    }

    /// <summary>Asked first, for a node ends what it has started; then made to.</summary>
    public async Task EndAsync()
    {
        if (!_process.Exit.IsCompleted) _ = Libc.kill(_process.Id, TerminationSignal);
        await Task.WhenAny(_process.Exit, Task.Delay(TimeToEnd)).ConfigureAwait(false);
        _process.Dispose();
    }

    private async Task UntilAsync(Func<Task<bool>> holds, string complaint, CancellationToken cancel)
    {
        for (var waited = TimeSpan.Zero; !await holds().ConfigureAwait(false); waited += Tick)
        {
            if (_process.Exit.IsCompleted) throw Failed("ended");
            if (waited > Patience) throw Failed($"{complaint} after {Patience.TotalSeconds:0} s");
            await Task.Delay(Tick, cancel).ConfigureAwait(false);
        }
    }

    private DemoException Failed(string what) => new($"the node {Path.GetFileName(_directory)} {what}. Its log:\n{Read("log")}");

    private string Read(string name)
    {
        var path = Path.Combine(_directory, name);
        return File.Exists(path) ? File.ReadAllText(path) : "";
    }

    private static string SocketIn(string directory) => Path.Combine(directory, "mesh.sock");
}
