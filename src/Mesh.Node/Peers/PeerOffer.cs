namespace Mesh.Node.Peers;

/// <summary>Whether a peer makes the code of one of this node's compilers under certain options.</summary>
/// <param name="Match">What a job names to be compiled there; empty where no compiler of the peer agrees.</param>
/// <param name="Toolchain">The compiler in words.</param>
/// <param name="Fingerprint">Tells its package from others.</param>
/// <param name="WhyNot">Why none agrees; empty where one does.</param>
internal sealed record PeerOffer(string Match, string Toolchain, string Fingerprint, string WhyNot)
{
    /// <summary>The compiler of this node that was asked for.</summary>
    public PeerToolchain? For { get; init; }

    /// <summary>Stands for both compilers and the options that decide on their target: their code is compared once.</summary>
    public string Pair { get; init; } = "";

    public bool IsMatch => Match.Length > 0;
}
