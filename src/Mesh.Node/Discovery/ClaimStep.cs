namespace Mesh.Node.Discovery;

/// <summary>What a <see cref="Claim"/> wants sent.</summary>
internal enum ClaimStep
{
    None,
    Probe,
    Announce,
}
