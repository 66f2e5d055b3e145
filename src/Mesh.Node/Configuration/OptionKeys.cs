using System.Text;
using Mesh.Compile.Targets;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Configuration;

/// <summary>Every option's row. <c>mesh.example.json</c> and docs/CONFIGURATION.md list the same; tests hold them to it.</summary>
internal static class OptionKeys
{
    /// <summary>More than any machine has; a typing error is likelier.</summary>
    private const int MostSlots = 1024;

    /// <summary>A DNS label (RFC 1035 §2.3.4), which the name becomes.</summary>
    private const int MostNameBytes = 63;

    /// <summary><c>sun_path</c> of Linux has 108 bytes with the closing zero.</summary>
    private const int MostSocketBytes = 107;

    /// <summary><c>IFNAMSIZ</c> of Linux is 16 with the closing zero.</summary>
    private const int MostInterfaceLetters = 15;

    public static IReadOnlyList<OptionKey> All { get; } =
    [
        new OptionKey<int>("slots", "give a whole number from 1 to 1024 (a node that should not help: \"help\": false)",
            ValueKinds.WholeNumber(1, MostSlots), (options, slots) => options with { Slots = slots }),
        new OptionKey<int>("localSlots", "give a whole number from 1 to 1024",
            ValueKinds.WholeNumber(1, MostSlots), (options, slots) => options with { LocalSlots = slots }),
        new OptionKey<string>("name", "give 1 to 63 bytes of printable text, such as \"pi-kitchen\"",
            ValueKinds.Text(Name), (options, name) => options with { Name = name }),
        new OptionKey<int>("port", "give a TCP port from 1 to 65535, or 0 to let the system choose",
            ValueKinds.WholeNumber(0, 65535), (options, port) => options with { Port = port }),
        new OptionKey<IReadOnlyList<string>>("interfaces", "give names as `ip link` shows them, such as [\"eth0\"]; [] means all that can multicast",
            ValueKinds.List(Interface), (options, names) => options with { Interfaces = names }),
        new OptionKey<string>("socket", "give an absolute path of at most 107 bytes",
            ValueKinds.Text(Socket), (options, path) => options with { Socket = path }),
        new OptionKey<string>("stateDirectory", "give an absolute path; ~ and $VARIABLES are not expanded",
            ValueKinds.Text(AbsolutePath), (options, path) => options with { StateDirectory = path }),
        new OptionKey<bool>("help", "give true (compile for peers) or false (client only)",
            ValueKinds.Truth, (options, help) => options with { Help = help }),
        new OptionKey<LogLevel>("logLevel", "give one of " + Listed(LogLevels.Keys),
            ValueKinds.Choice(LogLevels), (options, level) => options with { LogLevel = level }),
        new OptionKey<IReadOnlyList<PeerAddress>>("peers", "give hosts with their ports, such as [\"10.0.0.7:6374\", \"[fd00::7]:6374\"]",
            ValueKinds.List(Peer), (options, peers) => options with { Peers = peers }),
        new OptionKey<IReadOnlyList<string>>("toolchainDirectories", "give absolute paths, such as [\"/srv/x-tools\"]; ~ and $VARIABLES are not expanded",
            ValueKinds.List(AbsolutePath), (options, directories) => options with { ToolchainDirectories = directories }),
        new OptionKey<VersionPolicy>("versionPolicy", "give one of " + Listed(VersionPolicies.Keys),
            ValueKinds.Choice(VersionPolicies), (options, policy) => options with { VersionPolicy = policy }),
        new OptionKey<bool>("compareCode", "give true (a peer's compiler whose code differs is not used) or false",
            ValueKinds.Truth, (options, compare) => options with { CompareCode = compare }),
        new OptionKey<SandboxKind>("sandbox", "give one of " + Listed(Sandboxes.Keys),
            ValueKinds.Choice(Sandboxes), (options, sandbox) => options with { Sandbox = sandbox }),
    ];

    private static IReadOnlyDictionary<string, LogLevel> LogLevels => new Dictionary<string, LogLevel>
    {
        ["trace"] = LogLevel.Trace,
        ["debug"] = LogLevel.Debug,
        ["info"] = LogLevel.Information,
        ["warning"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
    };

    private static IReadOnlyDictionary<string, VersionPolicy> VersionPolicies => new Dictionary<string, VersionPolicy>
    {
        ["exact"] = VersionPolicy.Exact,
        ["minor"] = VersionPolicy.Minor,
        ["major"] = VersionPolicy.Major,
    };

    private static IReadOnlyDictionary<string, SandboxKind> Sandboxes => new Dictionary<string, SandboxKind>
    {
        ["auto"] = SandboxKind.Auto,
        ["limits"] = SandboxKind.Limits,
        ["bubblewrap"] = SandboxKind.Bubblewrap,
    };

    private static Parsed<string> Name(string text) =>
        text.Length == 0 || Encoding.UTF8.GetByteCount(text) > MostNameBytes || text.Any(char.IsControl)
            ? Parsed<string>.Wrong($"'{text}' cannot be a node's name") : Parsed<string>.Of(text);

    private static Parsed<string> Interface(string text) =>
        text.Length is 0 or > MostInterfaceLetters || text.Any(c => c == '/' || char.IsWhiteSpace(c) || char.IsControl(c))
            ? Parsed<string>.Wrong($"'{text}' cannot be a network interface") : Parsed<string>.Of(text);

    private static Parsed<string> Socket(string text) =>
        Encoding.UTF8.GetByteCount(text) > MostSocketBytes
            ? Parsed<string>.Wrong($"'{text}' is too long for a Unix socket") : AbsolutePath(text);

    private static Parsed<string> AbsolutePath(string text) =>
        text.StartsWith('/') && text.TrimEnd('/').Length > 0 && !text.Contains('\0')
            ? Parsed<string>.Of(text) : Parsed<string>.Wrong($"'{text}' is not an absolute path");

    private static Parsed<PeerAddress> Peer(string text) =>
        PeerAddress.TryParse(text, out var address) ? Parsed<PeerAddress>.Of(address!) : Parsed<PeerAddress>.Wrong($"'{text}' is not host or host:port");

    private static string Listed(IEnumerable<string> choices) => string.Join(", ", choices);
}
