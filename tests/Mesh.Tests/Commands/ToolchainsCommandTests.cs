using System.Text;
using System.Text.Json;
using Mesh.Node;
using Mesh.Node.Control;
using Mesh.Testing;
using Mesh.Wire.Hands;
using StatusText = Mesh.Wire.Hands.StatusJson;

namespace Mesh.Tests.Commands;

public sealed class ToolchainsCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CommandRun _run = new();

    public ToolchainsCommandTests() => _run.Environment["MESH_SOCKET"] = _directory.File("mesh.sock");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_running_node_answers()
    {
        await using var node = Node();

        Assert.Equal(ExitCode.Ok, await _run.RunAsync("toolchains"));

        var row = _run.Output.Split('\n')[2].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["arm-linux-gnueabihf", "gcc 12.2.0", "c, c++", "-mthumb", "PATH", "/usr/bin/gcc", "big, gcc 12.2.0 for arm-linux-gnueabihf: identical"], row);
        Assert.Equal("", _run.Error);
    }

    [Fact]
    public void What_makes_code_different_is_told()
    {
        var different = Snapshots.PlainGcc with { Verdicts = [new() { Peer = "big", Toolchain = "gcc 12.2.0 for arm-linux-gnueabi", Verdict = "different", Reason = ".text of canary.c with -O2" }] };

        var text = Mesh.Views.ToolchainsView.Render(new ToolchainListing { Source = ToolchainListing.FromNode, Toolchains = [different] }, width: 1000);

        Assert.Contains("big, gcc 12.2.0 for arm-linux-gnueabi: different (.text of canary.c with -O2)", text);
    }

    [Fact]
    public async Task Json_has_the_documented_shape()
    {
        await using var node = Node();

        Assert.Equal(ExitCode.Ok, await _run.RunAsync("toolchains", "--json"));

        using var json = JsonDocument.Parse(_run.Output);
        Assert.Equal("node", json.RootElement.GetProperty("source").GetString());
        var only = Assert.Single(json.RootElement.GetProperty("toolchains").EnumerateArray());
        Assert.Equal(("PATH", "-mthumb"), (only.GetProperty("origin").GetString(), only.GetProperty("multilibs")[0].GetString()));
        var verdict = only.GetProperty("verdicts")[0];
        Assert.Equal(["big", "gcc 12.2.0 for arm-linux-gnueabihf", "identical"], new[] { "peer", "toolchain", "verdict" }.Select(name => verdict.GetProperty(name).GetString()));
    }

    [Fact]
    public async Task Without_a_node_the_program_looks_itself_and_says_so()
    {
        _run.OnTheMachine.Add(new ToolchainStatus { Triplet = "avr", Compiler = "gcc", Version = "14.1.0", Origin = "/opt", Path = "/opt/avr/bin/avr-gcc", Languages = ["c"] });

        Assert.Equal(ExitCode.Ok, await _run.RunAsync("toolchains"));
        Assert.StartsWith("no node runs here (mesh join starts one); it would find:\n", _run.Output, StringComparison.Ordinal);
        Assert.Contains("/opt/avr/bin/avr-gcc", _run.Output);

        var second = new CommandRun();
        second.Environment["MESH_SOCKET"] = _directory.File("mesh.sock");
        Assert.Equal(ExitCode.Ok, await second.RunAsync("toolchains", "--json"));
        using var json = JsonDocument.Parse(second.Output);
        Assert.Equal(("scan", 0), (json.RootElement.GetProperty("source").GetString(), json.RootElement.GetProperty("toolchains").GetArrayLength()));
    }

    [Fact]
    public async Task What_the_program_finds_itself_is_this_machines()
    {
        var found = await ToolchainReport.ScanAsync(new NodeOptions(), TestContext.Current.CancellationToken);

        Assert.Contains(found, toolchain => toolchain is { Compiler: "gcc", Origin: "PATH" } && File.Exists(toolchain.Path));
    }

    private FakeNode Node() => new(_directory.File("mesh.sock"), question =>
        question is StatusRequest ? new StatusText(Encoding.UTF8.GetBytes(Mesh.Node.Control.StatusJson.Write(Snapshots.Pi))) : null);
}
