using System.Diagnostics;
using Mesh.Lab.Roots;

namespace Mesh.Lab;

/// <summary>A machine with a running <c>mesh join</c>.</summary>
internal sealed class MeshNode : IAsyncDisposable
{
    private static readonly TimeSpan WrapLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(30);

    /// <summary>An emulated machine is about as much slower.</summary>
    private const int EmulationFactor = 10;

    /// <summary>A node may take ten seconds to finish its jobs.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    private readonly string _program;
    private readonly IReadOnlyList<string> _arguments;
    private LabProcess _process;

    private MeshNode(Machine machine, string program, IReadOnlyList<string> arguments, LabProcess process)
    {
        Machine = machine;
        _program = program;
        _arguments = arguments;
        _process = process;
    }

    public Machine Machine { get; }

    public string Name => Machine.Name;

    /// <summary>The running (or last) <c>mesh join</c>.</summary>
    public LabProcess Process => _process;

    /// <summary>When the program was started and when its <c>ready</c> line came, as <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    public (long Started, long Ready) Times { get; private set; }

    public string ReadyLine { get; private set; } = "";

    public string Masquerade => MasqueradeOf(Machine);

    public string Socket => Machine.Environment["MESH_SOCKET"];

    public static async Task<MeshNode> JoinAsync(Machine machine, MeshNodeOptions options, CancellationToken cancel)
    {
        // Root's own default lies in /run, which is not seen from outside.
        machine.Environment["MESH_SOCKET"] = Path.Combine(machine.Folder, "run/mesh.sock");
        machine.Environment["MESH_STATE_DIRECTORY"] = machine.Root is null ? Machine.StateFolder : Path.Combine(machine.Folder, "state");
        var program = machine.Root is null ? MeshProgram.Find() : await MonoPack.UnpackAsync(machine.Folder, cancel);
        if (options.Wrap)
        {
            (await machine.ExecAsync(WrapLimit * Patience(machine), cancel, program, "wrap", MasqueradeOf(machine))).OrThrow("mesh wrap");
            machine.Environment["PATH"] = $"{MasqueradeOf(machine)}:{machine.Environment["PATH"]}";
        }
        var node = new MeshNode(machine, program, options.Arguments, Start(machine, program, options.Arguments));
        await node.WaitReadyAsync(cancel);
        return node;
    }

    /// <summary>Runs <c>mesh</c> on this machine.</summary>
    public Task<CommandResult> MeshAsync(CancellationToken cancel, params string[] arguments) =>
        Machine.ExecAsync(ReadyLimit * Patience(Machine), cancel, [_program, .. arguments]);

    public Task<CommandResult> ExecAsync(TimeSpan limit, CancellationToken cancel, params string[] command) => Machine.ExecAsync(limit, cancel, command);

    /// <summary>The node's own answer, asked on its socket: a fraction of the time that starting <c>mesh status</c> takes.</summary>
    public async Task<MeshStatus> StatusAsync(CancellationToken cancel) => MeshStatus.Parse(await StatusQuery.AskAsync(Socket, cancel));

    /// <summary>Kills, stops or continues the node's program; the machine stays up.</summary>
    public void Send(Signal signal) => _process.Send(signal);

    /// <summary>SIGTERM, and the good end that must follow.</summary>
    public async Task StopAsync(CancellationToken cancel)
    {
        Send(Signal.Terminate);
        var code = await _process.WaitAsync(StopLimit * Patience(Machine), cancel);
        if (code != 0) throw new LabException($"mesh join on {Name} ended with {code}: {_process.Errors.Text}");
    }

    /// <summary>Joins again after the program has ended.</summary>
    public async Task RejoinAsync(CancellationToken cancel)
    {
        await _process.DisposeAsync();
        _process = Start(Machine, _program, _arguments);
        await WaitReadyAsync(cancel);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static LabProcess Start(Machine machine, string program, IReadOnlyList<string> arguments) =>
        machine.Run(machine.Folder, [program, "join", .. arguments]);

    private static int Patience(Machine machine) => machine.IsEmulated ? EmulationFactor : 1;

    private static string MasqueradeOf(Machine machine) => Path.Combine(machine.Folder, "masquerade");

    private async Task WaitReadyAsync(CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(ReadyLimit * Patience(Machine));
        try
        {
            ReadyLine = await _process.Output.WaitForAsync(IsReady, deadline.Token)
                ?? throw new LabException($"mesh join ended before it was ready: {_process.Output.Text}\n{_process.Errors.Text}");
            Times = (started, Stopwatch.GetTimestamp());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new LabException($"mesh join on {Name} was not ready in time: {_process.Output.Text}\n{_process.Errors.Text}");
        }
    }

    private static bool IsReady(string line) => line.StartsWith("ready ", StringComparison.Ordinal);
}
