using Mesh.Compile.Targets;
using Mesh.Node.Configuration;
using Microsoft.Extensions.Logging;

namespace Mesh.Node;

/// <summary>Everything that can be set about a node. Read and checked once, by <see cref="OptionsLoader"/>; docs/CONFIGURATION.md explains each key.</summary>
internal sealed record NodeOptions
{
    /// <summary>Jobs this node runs for its peers at the same time.</summary>
    public int Slots { get; init; } = Environment.ProcessorCount;

    /// <summary>Compiles of its own user that this node lets run here at the same time.</summary>
    public int LocalSlots { get; init; } = Environment.ProcessorCount;

    /// <summary>What others see; discovery appends a number when the name is taken.</summary>
    public string Name { get; init; } = DefaultPaths.HostName();

    /// <summary>TCP port that peers connect to; 0 lets the system choose one.</summary>
    public int Port { get; init; }

    /// <summary>Network interfaces to be seen on, by name; empty for every one that can multicast.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>The Unix socket on which this node serves the hands. hands.c searches the same places.</summary>
    public string Socket { get; init; } = DefaultPaths.Socket(SystemPlaces.Current);

    /// <summary>Where the node keeps what compilers said, and its jobs' scratch directories.</summary>
    public string StateDirectory { get; init; } = DefaultPaths.StateDirectory(SystemPlaces.Current);

    /// <summary>Whether this node compiles for peers; false makes it a client only.</summary>
    public bool Help { get; init; } = true;

    /// <summary>The least important line that is logged.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Nodes to try besides the discovered ones, for networks without multicast.</summary>
    public IReadOnlyList<PeerAddress> Peers { get; init; } = [];

    /// <summary>Where to look for toolchains besides PATH, ~/x-tools, crossdev's directories and /opt; each, its <c>bin</c>, and the <c>bin</c> of each subdirectory.</summary>
    public IReadOnlyList<string> ToolchainDirectories { get; init; } = [];

    /// <summary>How near a peer's compiler must be to the one here; whether their code is compared besides, <see cref="CompareCode"/> says.</summary>
    public VersionPolicy VersionPolicy { get; init; } = VersionPolicy.Exact;

    /// <summary>Whether a peer's compiler that agrees must also make the same of a few small sources before it is used; false trusts what it says of itself.</summary>
    public bool CompareCode { get; init; } = true;

    /// <summary>What a peer's job runs in.</summary>
    public SandboxKind Sandbox { get; init; } = SandboxKind.Auto;
}
