using Mesh.Lab.Roots;

namespace Mesh.Lab;

/// <summary>How a lab machine differs from the usual one.</summary>
internal sealed record MachineOptions
{
    /// <summary>Cores it may use: 0.2 is a fifth of one. Null for all.</summary>
    public double? Cores { get; init; }

    /// <summary>Whether its CPU time can be read; needs the right to make control groups.</summary>
    public bool Accounted { get; init; }

    /// <summary>A file system of its own, of another architecture; null for this machine's.</summary>
    public DebianRoot? Root { get; init; }
}
