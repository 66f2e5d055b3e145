using Mesh.Commands;
using Mesh.Node;
using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Node.Doctor;
using Microsoft.Extensions.Logging;

namespace Mesh.Tests;

/// <summary>Runs one command line as the program would, in a world of the test's own.</summary>
internal sealed class CommandRun
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public Dictionary<string, string> Environment { get; } = [];

    public List<PeerStatus> OnTheNetwork { get; } = [];

    public List<ToolchainStatus> OnTheMachine { get; } = [];

    public NetworkFacts Network { get; set; } = new() { Interfaces = [new("eth0", ["10.0.0.7"])] };

    public NodeRunner RunNode { get; init; } = (_, _, _, _, _) => throw new InvalidOperationException("no node was expected to run");

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public async Task<ExitCode> RunAsync(params string[] args)
    {
        var root = MeshCommandLine.Create(new ProgramParts
        {
            Places = new SystemPlaces(false, name => Environment.GetValueOrDefault(name)),
            RunNode = RunNode,
            Scan = (_, _) => Task.FromResult<IReadOnlyList<ToolchainStatus>>(OnTheMachine),
            Examine = _ => Task.FromResult(Network),
            Browse = _ => Task.FromResult<IReadOnlyList<PeerStatus>>(OnTheNetwork),
        });
        return (ExitCode)await MeshCommandLine.RunAsync(root, args, _output, _error);
    }
}
