namespace Mesh.Differential.Tests.Cases;

/// <summary>All that a command shows to the world.</summary>
internal sealed record Outcome(int ExitCode, byte[] Stdout, byte[] Stderr, Footprint Files);
