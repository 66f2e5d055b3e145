using System.CommandLine;
using Mesh.Node.Configuration;

namespace Mesh.Commands;

/// <summary>The flags of <c>mesh join</c>. They take texts, whose meaning and limits <see cref="OptionKeys"/> knows for file and environment too.</summary>
internal sealed class OptionFlags
{
    private readonly Option<string> _config = new("--config")
    {
        Description = "Read this mesh.json instead of $MESH_CONFIG, ~/.config/mesh/mesh.json or /etc/mesh/mesh.json.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _noHelp = new("--no-help") { Description = "Be a client only: compile nothing for others." };

    private readonly IReadOnlyList<(string Key, Option<string[]> Flag)> _flags =
    [
        ("slots", Flag("--slots", "N", "Jobs to run for peers at the same time (default: the number of processors).")),
        ("localSlots", Flag("--local-slots", "N", "Own compiles to run here at the same time (default: the number of processors).")),
        ("name", Flag("--name", "NAME", "What others see (default: the host name).")),
        ("port", Flag("--port", "PORT", "TCP port that peers connect to (default 0: the system chooses).")),
        ("interfaces", Flag("--interface", "NAME", "Network interface to be seen on; repeat for several (default: all that can multicast).")),
        ("peers", Flag("--peer", "HOST[:PORT]", "A node to try besides the discovered ones; repeat for several.")),
        (SocketKey, Flag("--socket", "PATH", "Unix socket for the compiler wrapper and for `mesh status`.")),
        (StateDirectoryKey, Flag("--state-dir", "DIR", "Where the node keeps what compilers said, and its jobs' scratch directories.")),
        (ToolchainDirectoriesKey, Flag("--toolchain-dir", "DIR", "Where to look for compilers besides PATH, ~/x-tools, crossdev's directories and /opt; repeat for several.")),
        ("versionPolicy", Flag("--version-policy", "POLICY", "How near a peer's compiler must be: exact, minor, major.", "exact", "minor", "major")),
        ("compareCode", Flag("--compare-code", "YES/NO", "Whether a peer's compiler must first make the same of a few small sources: true, false.", "true", "false")),
        ("sandbox", Flag("--sandbox", "KIND", "What a peer's job runs in: auto, limits, bubblewrap.", "auto", "limits", "bubblewrap")),
        ("logLevel", Flag("--log-level", "LEVEL", "trace, debug, info, warning or error.", "trace", "debug", "info", "warning", "error")),
    ];

    private const string SocketKey = "socket";
    private const string StateDirectoryKey = "stateDirectory";
    private const string ToolchainDirectoriesKey = "toolchainDirectories";

    public void AddTo(Command command)
    {
        foreach (var (_, flag) in _flags) command.Add(flag);
        command.Add(_noHelp);
        command.Add(_config);
    }

    public LoadedOptions Load(ParseResult parsed, SystemPlaces places)
    {
        var given = _flags
            .Where(row => parsed.GetResult(row.Flag) is { Implicit: false })
            .Select(row => new GivenFlag(row.Flag.Name, row.Key, Absolute(row.Key, parsed.GetValue(row.Flag)!)))
            .ToList();
        if (parsed.GetValue(_noHelp)) given.Add(new GivenFlag(_noHelp.Name, "help", ["false"]));
        return OptionsLoader.Load(given, parsed.GetValue(_config), places);
    }

    /// <summary>What is typed is meant from here; a file or variable has no "here".</summary>
    private static string[] Absolute(string key, string[] words) =>
        key is SocketKey or StateDirectoryKey or ToolchainDirectoriesKey ? Array.ConvertAll(words, word => word.Length == 0 ? word : Path.GetFullPath(word)) : words;

    private static Option<string[]> Flag(string name, string helpName, string description, params string[] choices)
    {
        var flag = new Option<string[]>(name) { HelpName = helpName, Description = description, Arity = ArgumentArity.OneOrMore };
        if (choices.Length > 0) flag.CompletionSources.Add(choices);
        return flag;
    }
}
