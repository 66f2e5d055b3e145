using Mesh.Compile.Targets;
using Mesh.Node.Control;

namespace Mesh.Node.Doctor;

/// <summary>Everything that the findings are made from: what the node said, and what the program saw itself.</summary>
internal sealed record Examination
{
    public NodeReach Reach { get; init; } = new NodeReach.Absent([]);

    /// <summary>What the node said; null where none did.</summary>
    public StatusSnapshot? Status { get; init; }

    /// <summary>Compilers here that the peers could not be asked about.</summary>
    public IReadOnlyList<string> NotAsked { get; init; } = [];

    /// <summary>The version of the program that asks.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The protocol version that it speaks.</summary>
    public required int Protocol { get; init; }

    /// <summary>How near a peer's compiler must be.</summary>
    public VersionPolicy Policy { get; init; } = VersionPolicy.Exact;

    /// <summary>Mistakes in mesh.json and variables, one sentence each, with their remedy.</summary>
    public IReadOnlyList<string> Mistakes { get; init; } = [];

    /// <summary>What <c>MESH_SOCKET</c> says; null when it says nothing.</summary>
    public string? SocketVariable { get; init; }

    /// <summary>What <c>MESH_LOCAL</c> and <c>MESH_REQUIRE</c> say to the wrapper.</summary>
    public bool KeepsLocal { get; init; }

    public bool RequiresRemote { get; init; }

    public NetworkFacts Network { get; init; } = new();

    public WrapperFacts Wrapper { get; init; } = new();

    public SandboxFacts Sandbox { get; init; } = new();

    public ClockFacts? Clock { get; init; }

    /// <summary>The compilers that <c>cc</c>, <c>gcc</c>, <c>g++</c>, <c>clang</c> and <c>c++</c> are, links followed: the ones that builds use.</summary>
    public IReadOnlyList<string> UsualCompilers { get; init; } = [];

    public IReadOnlyList<PeerStatus> ReadyPeers => [.. (Status?.Peers ?? []).Where(peer => peer.State == "ready")];
}
