using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Mesh.Node;
using Mesh.Node.Control;
using Mesh.Testing;
using Mesh.Wire.Hands;
using StatusText = Mesh.Wire.Hands.StatusJson;

namespace Mesh.Tests.Commands;

public sealed class DoctorCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CommandRun _run = new();

    public DoctorCommandTests()
    {
        _run.Environment["MESH_SOCKET"] = Socket;
        _run.Environment["HOME"] = _directory.Path;
        _run.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
    }

    private string Socket => _directory.File("mesh.sock");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Where_nothing_is_wrong_the_exit_code_is_0()
    {
        await using var node = Node(Healthy);

        var code = await _run.RunAsync("doctor");

        Assert.True(code == ExitCode.Ok, _run.Output);
        Assert.EndsWith("nothing is wrong\n", _run.Output, StringComparison.Ordinal);
        Assert.Contains("information: the mesh is open", _run.Output);
    }

    [Fact]
    public async Task Without_a_node_the_first_line_says_so()
    {
        Assert.Equal(ExitCode.FindingsFound, await _run.RunAsync("doctor"));

        Assert.StartsWith($"problem: no node runs here: nobody listens at {Socket}, which MESH_SOCKET names", _run.Output, StringComparison.Ordinal);
        Assert.Contains("\n    `mesh join` starts one", _run.Output);
        Assert.EndsWith("\n1 problem\n", _run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_MESH_SOCKET_is_told_from_a_missing_node()
    {
        Directory.CreateDirectory(_directory.File("run/mesh"));
        await using var node = Node(Healthy, _directory.File("run/mesh/mesh.sock"));
        _run.Environment["XDG_RUNTIME_DIR"] = _directory.File("run");

        Assert.Equal(ExitCode.FindingsFound, await _run.RunAsync("doctor"));

        Assert.Contains($"one listens at {_directory.File("run/mesh/mesh.sock")} [socket-variable]", _run.Output);
    }

    [Fact]
    public async Task A_node_that_talks_nonsense_is_a_finding()
    {
        await using var node = new FakeNode(Socket, _ => null);

        Assert.Equal(ExitCode.FindingsFound, await _run.RunAsync("doctor"));

        Assert.Contains("[node-silent]", _run.Output);
    }

    [Fact]
    public async Task A_compiler_that_cannot_be_asked_about_does_not_hide_the_others()
    {
        var asked = new List<string>();
        var two = Healthy with { Node = Healthy.Node! with { Toolchains = [Snapshots.PlainGcc, Snapshots.PlainGcc with { Triplet = "mips-linux-gnu", Path = "/usr/bin/mips-linux-gnu-gcc" }] } };
        await using var node = new FakeNode(Socket, question =>
        {
            if (question is not ExplainRequest explain) return new StatusText(Encoding.UTF8.GetBytes(Mesh.Node.Control.StatusJson.Write(two)));
            asked.Add(explain.Call.Arguments[0]);
            return asked.Count == 1 ? null : new ExplainText(Encoding.UTF8.GetBytes("remote: as you like\n"));
        });

        await _run.RunAsync("doctor");

        Assert.Equal(2, asked.Count);
        Assert.Contains("information: the peers could not be asked in time about gcc 12.2.0 for arm-linux-gnueabihf; ", _run.Output);
        Assert.DoesNotContain("about gcc 12.2.0 for mips", _run.Output);
    }

    [Fact]
    public async Task Json_has_the_documented_shape()
    {
        await using var node = Node(Healthy with { Peers = [] });
        _run.Environment["MESH_LOCAL"] = "1";

        Assert.Equal(ExitCode.FindingsFound, await _run.RunAsync("doctor", "--json"));

        using var json = JsonDocument.Parse(_run.Output);
        Assert.Equal((1, 1), (json.RootElement.GetProperty("problems").GetInt32(), json.RootElement.GetProperty("warnings").GetInt32()));
        var local = json.RootElement.GetProperty("findings").EnumerateArray().Single(finding => finding.GetProperty("id").GetString() == "mesh-local");
        Assert.Equal(("warning", "`unset MESH_LOCAL`"), (local.GetProperty("severity").GetString(), local.GetProperty("remedy").GetString()));
        Assert.StartsWith("MESH_LOCAL is set", local.GetProperty("sentence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wrapper_is_looked_at()
    {
        await using var node = Node(Healthy);
        var wrap = _directory.File(".local/share/mesh/bin");
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("wrap"));

        Assert.Equal(["wrapper-off-path"], await WarningsAsync());

        _run.Environment["PATH"] = $"{wrap}:{_run.Environment["PATH"]}";
        Assert.Empty(await WarningsAsync());

        _run.Environment["PATH"] = $"{_run.Environment["PATH"].Replace($"{wrap}:", "")}:{wrap}";
        Assert.Equal(["wrapper-not-first"], await WarningsAsync());

        File.Delete(Path.Combine(wrap, "gcc"));
        Assert.Equal(["not-wrapped", "wrapper-not-first"], await WarningsAsync());

        File.WriteAllText(Path.Combine(wrap, "mesh-hands"), "#!/bin/sh\necho other\n");
        Assert.Equal(["not-wrapped", "wrapper-not-first", "wrapper-outdated"], await WarningsAsync());
    }

    [Fact]
    public async Task A_wrapper_elsewhere_is_found_by_PATH()
    {
        await using var node = Node(Healthy);
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("wrap", _directory.File("wrapper")));
        _run.Environment["PATH"] = $"{_directory.File("wrapper")}:{_run.Environment["PATH"]}";

        var run = new CommandRun();
        foreach (var (name, value) in _run.Environment) run.Environment[name] = value;
        Assert.Equal(ExitCode.Ok, await run.RunAsync("doctor"));

        Assert.DoesNotContain("no-wrapper", run.Output);
    }

    private static StatusSnapshot Healthy => Snapshots.Pi with
    {
        Node = Snapshots.Pi.Node! with { Version = Mesh.Node.Node.Version },
        Peers = [Snapshots.Pi.Peers[1]],
    };

    private async Task<List<string>> WarningsAsync()
    {
        var run = new CommandRun();
        foreach (var (name, value) in _run.Environment) run.Environment[name] = value;
        await run.RunAsync("doctor", "--json");
        using var json = JsonDocument.Parse(run.Output);
        return [.. json.RootElement.GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("severity").GetString() != "information")
            .Select(finding => finding.GetProperty("id").GetString()!).Order(StringComparer.Ordinal)];
    }

    private FakeNode Node(StatusSnapshot snapshot, string? socket = null) => new(socket ?? Socket, question =>
        question is StatusRequest ? new StatusText(Encoding.UTF8.GetBytes(Mesh.Node.Control.StatusJson.Write(snapshot))) : null);
}
