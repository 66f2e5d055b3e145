using Mesh.Node;
using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Node.Doctor;
using Mesh.Running;
using Microsoft.Extensions.Logging;

namespace Mesh.Commands;

/// <summary>What the commands need of the world; a test gives its own.</summary>
internal sealed record ProgramParts
{
    public SystemPlaces Places { get; init; } = SystemPlaces.Current;

    public required NodeRunner RunNode { get; init; }

    public required NetworkBrowser Browse { get; init; }

    public ToolchainScan Scan { get; init; } = ToolchainReport.ScanAsync;

    public NetworkExamination Examine { get; init; } = NetworkExaminer.ExamineAsync;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary><c>Node.RunAsync</c>: completes after <paramref name="stop"/>, or when it was told to leave.</summary>
internal delegate Task NodeRunner(NodeOptions options, ILoggerFactory logs, string handsSource, Action<NodeReady> ready, CancellationToken stop);

/// <summary>Looks around on the network without a node, for a moment.</summary>
internal delegate Task<IReadOnlyList<PeerStatus>> NetworkBrowser(CancellationToken cancel);

/// <summary>Looks for compilers without a node.</summary>
internal delegate Task<IReadOnlyList<ToolchainStatus>> ToolchainScan(NodeOptions options, CancellationToken cancel);

/// <summary>Looks at the network for <c>mesh doctor</c>.</summary>
internal delegate Task<NetworkFacts> NetworkExamination(CancellationToken cancel);
