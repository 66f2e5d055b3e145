namespace Mesh.Node.Configuration;

/// <summary>The options, usable only without problems; every problem was looked for, so that they are reported together.</summary>
/// <param name="File">The mesh.json that was read; null when there is none.</param>
internal sealed record LoadedOptions(NodeOptions Options, IReadOnlyList<ConfigurationProblem> Problems, string? File);
