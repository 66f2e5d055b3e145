using System.Text.Json;
using Mesh.Compile.Targets;
using Mesh.Node.Configuration;
using Mesh.Testing;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Tests;

public sealed class NodeOptionsTests : IDisposable
{
    private const string EverythingElse =
        """
        // comments are allowed
        {
          "slots": 333, "localSlots": 555, "name": "kitchen", "port": 7001, "interfaces": ["eth0", "wlan0"], "socket": "/tmp/m.sock",
          "stateDirectory": "/tmp/state", "help": false, "logLevel": "debug", "peers": ["10.0.0.7", "[fd00::7]:99"], "sandbox": "limits", "versionPolicy": "minor", "compareCode": false,
          "toolchainDirectories": ["/srv/x-tools", "/srv/gcc"],
        }
        """;

    private readonly TempDirectory _directory = new();
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_example_file_sets_every_key_to_its_default()
    {
        var example = Repository.File("mesh.example.json");

        var loaded = OptionsLoader.Load([], example, SystemPlaces.Current with { Environment = Variable });

        Assert.Empty(loaded.Problems);
        Assert.Equal(Values(new NodeOptions { Socket = loaded.Options.Socket, StateDirectory = loaded.Options.StateDirectory }), Values(loaded.Options));
        Assert.Equal(OptionKeys.All.Select(key => key.Name), KeysOf(File.ReadAllText(example)));
    }

    [Fact]
    public void Each_key_arrives_from_the_file()
    {
        var loaded = Load(EverythingElse);

        Assert.Empty(loaded.Problems);
        AssertEverythingElse(loaded.Options);
    }

    [Fact]
    public void Each_key_arrives_from_the_environment()
    {
        foreach (var (name, value) in new[]
        {
            ("SLOTS", "333"), ("LOCAL_SLOTS", "555"), ("NAME", "kitchen"), ("PORT", "7001"), ("INTERFACES", "eth0, wlan0"), ("SOCKET", "/tmp/m.sock"),
            ("STATE_DIRECTORY", "/tmp/state"), ("HELP", "0"), ("LOG_LEVEL", "debug"), ("PEERS", "10.0.0.7,[fd00::7]:99"), ("SANDBOX", "limits"),
            ("TOOLCHAIN_DIRECTORIES", "/srv/x-tools,/srv/gcc"), ("VERSION_POLICY", "minor"), ("COMPARE_CODE", "no"),
        })
        {
            _environment["MESH_" + name] = value;
        }

        var loaded = Load("{}");

        Assert.Empty(loaded.Problems);
        Assert.Equal(OptionKeys.All.Select(key => key.Variable).Order(), _environment.Keys.Order());
        AssertEverythingElse(loaded.Options);
    }

    [Fact]
    public void Every_property_has_a_key()
    {
        var properties = typeof(NodeOptions).GetProperties().Where(property => property.Name != "EqualityContract").Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));

        Assert.Equal(properties.Order(), OptionKeys.All.Select(key => key.Name).Order());
    }

    [Fact]
    public void Flags_beat_the_environment_which_beats_the_file()
    {
        _environment["MESH_SLOTS"] = "2";
        _environment["MESH_PORT"] = "2";

        var options = Load("""{ "slots": 1, "port": 1, "name": "file" }""", new GivenFlag("--port", "port", ["3"])).Options;

        Assert.Equal((2, 3, "file"), (options.Slots, options.Port, options.Name));
    }

    [Theory]
    [InlineData("""{ "slots": "4" }""", "mesh.json: slots: \"4\" is not a whole number; give a whole number from 1 to 1024")]
    [InlineData("""{ "slots": 0 }""", "slots: 0 is out of range; give a whole number from 1 to 1024")]
    [InlineData("""{ "slots": 99999999999999999999 }""", "slots: '99999999999999999999' is not a whole number")]
    [InlineData("""{ "slots": 1.5 }""", "slots: '1.5' is not a whole number")]
    [InlineData("""{ "port": 65536 }""", "port: 65536 is out of range; give a TCP port")]
    [InlineData("""{ "slotz": 4 }""", "slotz: no such key (did you mean 'slots'?); the keys are slots, localSlots")]
    [InlineData("""{ "state-dir": "/x" }""", "state-dir: no such key; the keys are")]
    [InlineData("""{ "state_directory": "/x" }""", "state_directory: no such key (did you mean 'stateDirectory'?)")]
    [InlineData("""{ "help": "yes" }""", "help: \"yes\" is not true or false; give true (compile for peers) or false (client only)")]
    [InlineData("""{ "logLevel": "verbose" }""", "logLevel: 'verbose' is not a choice; give one of trace, debug, info, warning, error")]
    [InlineData("""{ "logLevel": "warn" }""", "logLevel: 'warn' is not a choice; give one of trace, debug, info, warning, error")]
    [InlineData("""{ "sandbox": "bubblewarp" }""", "sandbox: 'bubblewarp' is not a choice (did you mean 'bubblewrap'?)")]
    [InlineData("""{ "peers": "10.0.0.7" }""", "peers: \"10.0.0.7\" is not a list of texts; give hosts with their ports")]
    [InlineData("""{ "peers": ["10.0.0.7:x"] }""", "peers: '10.0.0.7:x' is not host or host:port")]
    [InlineData("""{ "interfaces": [1] }""", "interfaces: [1] is not a list of texts")]
    [InlineData("""{ "socket": "mesh.sock" }""", "socket: 'mesh.sock' is not an absolute path; give an absolute path of at most 107 bytes")]
    [InlineData("""{ "stateDirectory": "~/mesh" }""", "stateDirectory: '~/mesh' is not an absolute path; give an absolute path; ~ and $VARIABLES are not expanded")]
    [InlineData("""{ "toolchainDirectories": ["~/x-tools"] }""", "toolchainDirectories: '~/x-tools' is not an absolute path; give absolute paths")]
    [InlineData("""{ "name": "" }""", "name: '' cannot be a node's name; give 1 to 63 bytes")]
    [InlineData("""{ "slots": 1, "slots": 2 }""", "slots: is there twice; remove one of them")]
    [InlineData("[1]", "mesh.json: not a JSON object")]
    [InlineData("{\n  \"slots\" 4\n}", "mesh.json:2:11: not JSON")]
    [InlineData("", "mesh.json:1:1: not JSON")]
    public void A_mistake_in_the_file_is_named_with_its_remedy(string text, string expected) =>
        Assert.Contains(expected, Assert.Single(Load(text).Problems).ToString());

    [Fact]
    public void All_mistakes_are_reported_together()
    {
        _environment["MESH_PORT"] = "many";

        var problems = Load("""{ "slots": 0, "nmae": "x", "help": 1 }""", new GivenFlag("--slots", "slots", ["-1"])).Problems;

        Assert.Equal(["slots", "nmae", "help", "MESH_PORT", "--slots"], problems.Select(problem => problem.Key));
        Assert.StartsWith("environment: MESH_PORT: 'many' is not a whole number; give a TCP port", problems[3].ToString(), StringComparison.Ordinal);
        Assert.StartsWith("command line: --slots: -1 is out of range", problems[4].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_file_must_be_there()
    {
        var problem = Assert.Single(OptionsLoader.Load([], _directory.File("absent.json"), Places()).Problems);

        Assert.Contains("absent.json: there is no such file; create it, or name another", problem.ToString());
    }

    [Fact]
    public void A_directory_is_not_read() =>
        Assert.Contains("cannot be read", Assert.Single(OptionsLoader.Load([], _directory.Path, Places()).Problems).ToString());

    [Fact]
    public void An_endless_file_is_not_read() =>
        Assert.Contains("longer than any mesh.json", Assert.Single(OptionsLoader.Load([], "/dev/zero", Places()).Problems).ToString());

    [Fact]
    public void Files_are_searched_best_first()
    {
        var xdg = _directory.Write("xdg/mesh/mesh.json", """{ "name": "xdg" }""");
        var home = _directory.Write("home/.config/mesh/mesh.json", """{ "name": "home" }""");
        var named = _directory.Write("named.json", """{ "name": "named" }""");

        _environment["HOME"] = _directory.File("home");
        Assert.Equal((home, "home"), Loaded());
        _environment["XDG_CONFIG_HOME"] = _directory.File("xdg");
        Assert.Equal((xdg, "xdg"), Loaded());
        _environment["MESH_CONFIG"] = named;
        Assert.Equal((named, "named"), Loaded());

        (string?, string) Loaded() => OptionsLoader.Load([], null, Places()) is var loaded ? (loaded.File, loaded.Options.Name) : default;
    }

    [Theory]
    [InlineData(false, "/run/user/7", "/run/user/7/mesh/mesh.sock")]
    [InlineData(false, "", "/run/mesh/mesh.sock")]
    [InlineData(true, "/run/user/0", "/run/mesh/mesh.sock")]
    public void The_socket_is_where_hands_search(bool isRoot, string runtime, string expected)
    {
        _environment["XDG_RUNTIME_DIR"] = runtime;
        var places = new SystemPlaces(isRoot, Variable);

        Assert.Equal(expected, DefaultPaths.Socket(places));
        Assert.Contains(expected, DefaultPaths.SocketsToTry(places));
    }

    [Theory]
    [InlineData("host", "host:6374")]
    [InlineData("host:1", "host:1")]
    [InlineData("fe80::1%eth0", "[fe80::1%eth0]:6374")]
    [InlineData("[::1]", "[::1]:6374")]
    [InlineData("[::1]:65535", "[::1]:65535")]
    [InlineData("", null)]
    [InlineData(":1", null)]
    [InlineData("host:", null)]
    [InlineData("host:0", null)]
    [InlineData("host:65536", null)]
    [InlineData("host:+1", null)]
    [InlineData("[::1", null)]
    [InlineData("[::1]x", null)]
    [InlineData("a b", null)]
    [InlineData("http://a", null)]
    public void A_peer_is_a_host_with_or_without_a_port(string text, string? expected)
    {
        PeerAddress.TryParse(text, out var address);

        Assert.Equal(expected, address?.ToString());
    }

    private LoadedOptions Load(string text, params GivenFlag[] flags) => OptionsLoader.Load(flags, _directory.Write("mesh.json", text), Places());

    private SystemPlaces Places() => new(false, Variable);

    private string? Variable(string name) => _environment.GetValueOrDefault(name);

    private static void AssertEverythingElse(NodeOptions options)
    {
        var expected = new NodeOptions
        {
            Slots = 333,
            LocalSlots = 555,
            Name = "kitchen",
            Port = 7001,
            Interfaces = ["eth0", "wlan0"],
            Socket = "/tmp/m.sock",
            StateDirectory = "/tmp/state",
            Help = false,
            LogLevel = LogLevel.Debug,
            Peers = [new("10.0.0.7", PeerAddress.DefaultPort), new("fd00::7", 99)],
            Sandbox = SandboxKind.Limits,
            VersionPolicy = VersionPolicy.Minor,
            CompareCode = false,
            ToolchainDirectories = ["/srv/x-tools", "/srv/gcc"],
        };
        Assert.Equal(Values(expected), Values(options));
        Assert.DoesNotContain(Values(new NodeOptions()), value => Values(options).Contains(value));    // else "to something else" would be untrue
    }

    /// <summary>Records compare lists by identity; their texts say what is in them.</summary>
    private static IEnumerable<string> Values(NodeOptions options) => typeof(NodeOptions).GetProperties().Select(property =>
        property.Name + " = " + (property.GetValue(options) is System.Collections.IEnumerable list and not string ? string.Join(",", list.Cast<object>()) : property.GetValue(options)));

    private static IEnumerable<string> KeysOf(string json)
    {
        using var document = JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return [.. document.RootElement.EnumerateObject().Select(property => property.Name)];
    }
}
