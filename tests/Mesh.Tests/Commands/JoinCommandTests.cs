using System.Net.Sockets;
using System.Text;
using Mesh.Node;
using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Testing;
using Microsoft.Extensions.Logging;

namespace Mesh.Tests.Commands;

public sealed class JoinCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private NodeOptions? _options;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Every_flag_reaches_the_node()
    {
        var run = Run();

        Assert.Equal(ExitCode.Ok, await run.RunAsync(
            "join", "--slots", "3", "--local-slots", "5", "--name", "kitchen", "--port", "7001", "--interface", "eth0", "--interface", "wlan0", "--peer", "10.0.0.7:99",
            "--socket", "m.sock", "--state-dir", _directory.Path, "--toolchain-dir", "tools", "--toolchain-dir", "/srv/x", "--no-help", "--sandbox", "limits", "--log-level", "debug"));

        Assert.Equal("", run.Error);
        Assert.Equal((3, 5, "kitchen", 7001, false), (_options!.Slots, _options.LocalSlots, _options.Name, _options.Port, _options.Help));
        Assert.Equal(["eth0", "wlan0"], _options.Interfaces);
        Assert.Equal([new PeerAddress("10.0.0.7", 99)], _options.Peers);
        Assert.Equal((Path.GetFullPath("m.sock"), _directory.Path), (_options.Socket, _options.StateDirectory));
        Assert.Equal([Path.GetFullPath("tools"), "/srv/x"], _options.ToolchainDirectories);
        Assert.Equal((SandboxKind.Limits, LogLevel.Debug), (_options.Sandbox, _options.LogLevel));
    }

    [Fact]
    public async Task Without_flags_the_file_decides()
    {
        var run = Run();

        Assert.Equal(ExitCode.Ok, await run.RunAsync("join", "--config", _directory.Write("mesh.json", """{ "name": "file", "help": false }""")));

        Assert.Equal(("file", false, Environment.ProcessorCount), (_options!.Name, _options.Help, _options.Slots));
    }

    [Fact]
    public async Task Mistakes_are_all_listed_and_nothing_starts()
    {
        var run = Run();
        run.Environment["MESH_PORT"] = "x";

        Assert.Equal(ExitCode.BadConfiguration, await run.RunAsync("join", "--slots", "0", "--config", _directory.Write("mesh.json", """{ "slotz": 1 }""")));

        Assert.Null(_options);
        Assert.Equal(3, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("mesh: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ready_is_one_line_on_standard_output_and_events_are_on_standard_error()
    {
        var run = new CommandRun
        {
            RunNode = (options, logs, hands, ready, stop) =>
            {
                Assert.Contains("int main(", hands);
                ready(new NodeReady { Name = "pi", Id = "1", Slots = 4, Port = 5, Socket = "/s", Targets = ["t"] });
                logs.CreateLogger("any").Log(LogLevel.Information, "peer {Name} joined", "big\u001b[2J");
                logs.CreateLogger("any").Log(LogLevel.Warning, "peer {Name} is slow", "big");
                logs.CreateLogger("any").Log(LogLevel.Debug, "unseen");
                return Task.CompletedTask;
            },
        };

        await run.RunAsync("join");

        Assert.Equal("ready name=pi id=1 slots=4 port=5 socket=/s targets=t\n", run.Output);
        Assert.Matches(@"^\d\d:\d\d:\d\d peer big\?\[2J joined\n\d\d:\d\d:\d\d warning: peer big is slow\n$", run.Error);
    }

    [Fact]
    public async Task A_second_node_on_the_socket_is_refused()
    {
        var run = new CommandRun { RunNode = (options, _, _, _, _) => throw new SocketInUseException(options.Socket) };

        Assert.Equal(ExitCode.SocketInUse, await run.RunAsync("join", "--socket", "/tmp/x.sock"));

        Assert.StartsWith("mesh: another mesh node already serves /tmp/x.sock", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_cannot_start_says_why()
    {
        var run = new CommandRun { RunNode = (_, _, _, _, _) => throw new UnauthorizedAccessException("no way") };

        Assert.Equal(ExitCode.CannotStart, await run.RunAsync("join"));

        Assert.Equal("mesh: no way\n", run.Error);
    }

    [Fact]
    public async Task A_bug_is_called_one()
    {
        var run = new CommandRun { RunNode = (_, _, _, _, _) => throw new NotSupportedException("oh") };

        Assert.Equal(ExitCode.InternalError, await run.RunAsync("join"));

        Assert.StartsWith("mesh: this is a bug in mesh, please report it: System.NotSupportedException: oh", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("@")]
    public async Task The_supervisor_hears_when_the_node_is_ready_and_when_it_stops(string prefix)
    {
        using var supervisor = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var address = prefix + _directory.File("notify");
        supervisor.Bind(new UnixDomainSocketEndPoint(prefix == "@" ? "\0" + address[1..] : address));
        var run = Run();
        run.Environment["NOTIFY_SOCKET"] = address;

        await run.RunAsync("join");

        Assert.Equal("READY=1", await HeardAsync(supervisor));
        Assert.Equal("STOPPING=1", await HeardAsync(supervisor));
    }

    private static async Task<string> HeardAsync(Socket supervisor)
    {
        var buffer = new byte[100];
        return Encoding.ASCII.GetString(buffer, 0, await supervisor.ReceiveAsync(buffer, TestContext.Current.CancellationToken));
    }

    private CommandRun Run() => new()
    {
        RunNode = (options, _, _, ready, _) =>
        {
            _options = options;
            ready(new NodeReady { Name = "pi", Id = "1", Slots = 4, Port = 5, Socket = "/s", Targets = ["t"] });
            return Task.CompletedTask;
        },
    };
}
