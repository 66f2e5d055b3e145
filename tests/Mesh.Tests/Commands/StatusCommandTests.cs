using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Mesh.Node;
using Mesh.Node.Control;
using Mesh.Testing;
using Mesh.Wire.Hands;

namespace Mesh.Tests.Commands;

public sealed class StatusCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CommandRun _run = new();

    public StatusCommandTests() => _run.Environment["MESH_SOCKET"] = Path;

    private string Path => _directory.File("mesh.sock");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_running_node_answers()
    {
        await using var node = Node(Snapshots.Pi);

        Assert.Equal(ExitCode.Ok, await _run.RunAsync("status"));

        Assert.StartsWith("pi: armv6l, 1 of 1 slot free", _run.Output, StringComparison.Ordinal);
        Assert.Contains("open mesh", _run.Output);
    }

    [Fact]
    public async Task Json_has_the_documented_shape()
    {
        await using var node = Node(Snapshots.Pi);

        await _run.RunAsync("status", "--json");

        using var json = JsonDocument.Parse(_run.Output);
        var root = json.RootElement;
        Assert.Equal("node", root.GetProperty("source").GetString());
        Assert.Equal(["pi", "0123456789abcdef", "1", "1"], Texts(root.GetProperty("node"), "name", "id", "slots", "free"));
        var big = root.GetProperty("peers")[1];
        Assert.Equal(["big", "10.0.0.8:40000", "x86_64", "16", "12", "ready"], Texts(big, "name", "address", "arch", "slots", "free", "state"));
        Assert.Equal(["x86_64-linux-gnu", "gcc", "12.2.0"], Texts(big.GetProperty("targets")[0], "triplet", "compiler", "version"));
        Assert.Equal(["341", "12", "1", "2", "0"], Texts(root.GetProperty("totals"), "remote", "local", "fallback", "helped", "failed"));
        Assert.Equal(9, root.GetProperty("localReasons").GetProperty("link").GetInt32());
    }

    [Fact]
    public async Task Every_property_is_in_the_schema_document()
    {
        await using var node = Node(Snapshots.Pi);
        var document = await File.ReadAllTextAsync(Repository.File("docs", "STATUS.md"), TestContext.Current.CancellationToken);

        await _run.RunAsync("status", "--json");

        using var json = JsonDocument.Parse(_run.Output);
        Assert.All(Names(json.RootElement).Except(Snapshots.Pi.LocalReasons.Keys), name => Assert.Contains($"`{name}`", document));
    }

    [Fact]
    public async Task Without_a_node_the_network_is_shown()
    {
        _run.OnTheNetwork.Add(Snapshots.Pi.Peers[1]);

        Assert.Equal(ExitCode.Ok, await _run.RunAsync("status", "--json"));

        using var json = JsonDocument.Parse(_run.Output);
        Assert.Equal("mdns", json.RootElement.GetProperty("source").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("node").ValueKind);
        Assert.Equal("big", json.RootElement.GetProperty("peers")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_stale_socket_is_no_node()
    {
        // Bound, but nobody listens: what a killed node leaves.
        using var killed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        killed.Bind(new UnixDomainSocketEndPoint(Path));

        await _run.RunAsync("status");

        Assert.StartsWith("no node runs here", _run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("{\"node\": 5}")]
    public async Task A_node_that_talks_nonsense_is_reported(string json)
    {
        await using var node = new FakeNode(Path, _ => new Mesh.Wire.Hands.StatusJson(Encoding.UTF8.GetBytes(json)));

        Assert.Equal(ExitCode.NoNode, await _run.RunAsync("status"));

        Assert.StartsWith($"mesh: the node at {Path} does not answer:", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_hangs_up_is_reported()
    {
        await using var node = new FakeNode(Path, _ => null);

        Assert.Equal(ExitCode.NoNode, await _run.RunAsync("status", "--socket", Path));

        Assert.Contains("did not answer the question", _run.Error);
    }

    [Fact]
    public async Task Slots_are_the_own_and_the_ready_peers()
    {
        await using var node = Node(Snapshots.Pi);

        Assert.Equal(ExitCode.Ok, await _run.RunAsync("slots"));

        Assert.Equal("18\n", _run.Output);
        Assert.Equal("", _run.Error);
    }

    [Fact]
    public async Task Slots_without_a_node_are_the_processors()
    {
        Assert.Equal(ExitCode.Ok, await _run.RunAsync("slots"));

        Assert.Equal($"{Environment.ProcessorCount}\n", _run.Output);
        Assert.StartsWith("mesh: no node runs here", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leave_asks_the_node_to_stop()
    {
        HandsMessage? asked = null;
        await using var node = new FakeNode(Path, question =>
        {
            asked = question;
            return new Done(true, 0, "");
        });

        Assert.Equal(ExitCode.Ok, await _run.RunAsync("leave"));

        Assert.IsType<LeaveRequest>(asked);
        Assert.Equal($"the node at {Path} has left\n", _run.Output);
    }

    [Fact]
    public async Task Leave_without_a_node_says_so()
    {
        Assert.Equal(ExitCode.NoNode, await _run.RunAsync("leave"));

        Assert.Equal("mesh: no node runs here, so there is nothing to leave\n", _run.Error);
    }

    private FakeNode Node(StatusSnapshot snapshot) => new(Path, question =>
        question is StatusRequest ? new Mesh.Wire.Hands.StatusJson(Encoding.UTF8.GetBytes(Mesh.Node.Control.StatusJson.Write(snapshot))) : null);

    private static IEnumerable<string> Texts(JsonElement element, params string[] names) => names.Select(name => element.GetProperty(name).ToString());

    private static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Names(property.Value).Prepend(property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        _ => [],
    };
}
