using Mesh.Compile.Targets;
using Mesh.Node.Peers;

namespace Mesh.Node.Dispatch;

/// <summary>A compiler that a peer shall stand in for, by its name alone. Names propose whom to ask; only an <c>Offer</c> decides.</summary>
/// <param name="Policy">How near the version must be.</param>
internal sealed record CompilerWish(string Triplet, string Compiler, string Version, string Language, VersionPolicy Policy = VersionPolicy.Exact)
{
    private readonly CanonicalTarget? _target = CanonicalTarget.Of(Triplet);

    public static CompilerWish Of(Route.Away route, VersionPolicy policy) =>
        new(route.Compiler.Triplet, Spelling.Of(route.Compiler.Family), route.Compiler.Version, Spelling.Of(route.Plan.Language), policy);

    /// <summary>Null for a peer that has a compiler whose name does not speak against it.</summary>
    public string? WhyNotWorthAsking(Peer peer)
    {
        var alike = peer.Toolchains.Where(IsAlike).ToList();
        return alike.Count == 0 ? $"it has no {Compiler} for {Triplet} ({Language})"
            : alike.Exists(offered => TargetAgreement.Allows(Policy, Version, offered.Version)) ? null
            : $"it has {Compiler} {string.Join(", ", alike.Select(offered => offered.Version).Distinct())} for such targets, not {Version} ({Language})";
    }

    // A clang makes code for every target that it was built with, whatever its name.
    private bool IsAlike(PeerToolchain offered) => offered.Compiler == Compiler && offered.Languages.Contains(Language)
        && (Compiler == "clang" || (_target is not null && offered.Target?.MayServe(_target) == true));
}
