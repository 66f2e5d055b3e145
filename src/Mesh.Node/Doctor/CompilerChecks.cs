using Mesh.Compile.Targets;
using Mesh.Node.Control;

namespace Mesh.Node.Doctor;

/// <summary>For each compiler of this machine: who can compile in its stead, and what the others lack.</summary>
internal static class CompilerChecks
{
    public static IEnumerable<Finding> Of(Examination examined)
    {
        var helpers = examined.ReadyPeers.Where(peer => peer.Slots > 0).ToList();
        if (helpers.Count == 0) return [];
        var compilers = (examined.Status?.Node?.Toolchains ?? []).Select(own => new Standing(own, [.. helpers.Select(peer => (peer, Lack(own, peer, examined.Policy)))])).ToList();
        return compilers.Where(one => IsCalled(one, examined)).SelectMany(Missing)
            .Concat(Unneeded([.. compilers.Where(one => !one.IsHelped && !IsCalled(one, examined))]))
            .Concat(NotAsked(examined.NotAsked));
    }

    private static IEnumerable<Finding> NotAsked(IReadOnlyList<string> compilers) => compilers.Count == 0 ? [] :
        [new(FindingIds.NotAsked, Severity.Information, $"the peers could not be asked in time about {string.Join(", ", compilers)}; only their names were compared", "`mesh doctor` again: what was found out is remembered")];

    /// <summary>By its plain name, or so far: a peer was asked for it.</summary>
    private static bool IsCalled(Standing one, Examination examined) =>
        examined.UsualCompilers.Contains(one.Own.Path) || one.Own.Verdicts.Count > 0 || one.Peers.Any(answer => answer.Lack is { Id: FindingIds.NotEquivalent });

    private static IEnumerable<Finding> Missing(Standing one)
    {
        foreach (var same in one.Peers.Where(answer => answer.Lack is not null).GroupBy(answer => answer.Lack!.Id))
        {
            var peers = same.ToList();
            yield return new(same.Key, one.IsHelped ? Severity.Information : Severity.Warning,
                $"{Name(one.Own)} ({one.Own.Path}) {(one.IsHelped || same.Key == FindingIds.NoLanguage ? "gets less help than it could" : "gets no help")}: {string.Join("; ", peers.Select(answer => $"{answer.Peer.Name} {answer.Lack!.What}"))}",
                string.Join("; ", peers.GroupBy(answer => (answer.Peer.Arch, answer.Lack!.LanguageList)).Select(alike => $"on {string.Join(", ", alike.Select(answer => answer.Peer.Name))}: {Remedy(alike.First().Lack!, one.Own, alike.Key.Arch)}")));
        }
    }

    // A compiler that no build of this machine calls may well be there for others' sake: said once for all of them.
    private static IEnumerable<Finding> Unneeded(IReadOnlyList<Standing> compilers)
    {
        if (compilers.Count == 0) yield break;
        var peers = compilers[0].Peers.Select(answer => answer.Peer).ToList();
        var packages = compilers.Select(one => Packages.Debian(one.Own, one.Own.Languages, peers[0].Arch)).OfType<string>().Distinct().ToList();
        yield return new(FindingIds.NoCompiler, Severity.Information,
            $"no peer has a compiler for these, which a build calls by their whole names if at all: {string.Join(", ", compilers.Select(one => Name(one.Own)))}",
            $"nothing, unless a build of yours does; then the same compiler on {string.Join(" or ", peers.Select(peer => peer.Name))}, with Gentoo by `crossdev`, anywhere by crosstool-ng"
                + (packages.Count > 0 ? $", with Debian by `apt install {string.Join(" ", packages)}`" : ""));
    }

    /// <summary>Null when the peer can compile for it, as far as is known: names only propose, the node asks when there is something to compile.</summary>
    private static Shortage? Lack(ToolchainStatus own, PeerStatus peer, VersionPolicy policy)
    {
        var judged = own.Verdicts.Where(verdict => verdict.Peer == peer.Name).ToList();
        if (judged.Exists(verdict => verdict.Verdict != "different")) return LanguageLack(own, peer, policy);
        if (judged.FirstOrDefault() is { } refused)
            return new(FindingIds.NotEquivalent, $"has {refused.Toolchain}, which is {refused.Verdict}" + (refused.Reason is { } reason ? $": {reason}" : ""));

        if (peer.Refusals.FirstOrDefault(refusal => (refusal.Triplet, refusal.Compiler, refusal.Version) == (own.Triplet, own.Compiler, own.Version)) is { } said)
            return new(FindingIds.NotEquivalent, $"has no compiler that agrees: {said.Reason}");

        var there = peer.Targets.Where(target => target.Compiler == own.Compiler && MayServe(target, own)).ToList();
        return there.Exists(target => TargetAgreement.Allows(policy, own.Version, target.Version)) ? LanguageLack(own, peer, policy)
            : there.Count > 0 ? new(FindingIds.OtherVersion, $"has version {string.Join(", ", there.Select(target => target.Version).Distinct())} (policy {policy.ToString().ToLowerInvariant()})")
            : new(FindingIds.NoCompiler, "has none for this target");
    }

    /// <summary>A compiler for C++ is a package of its own: without it all C++ stays here, and nothing else tells.</summary>
    private static Shortage? LanguageLack(ToolchainStatus own, PeerStatus peer, VersionPolicy policy)
    {
        var there = peer.Targets.Where(target => target.Compiler == own.Compiler && MayServe(target, own) && TargetAgreement.Allows(policy, own.Version, target.Version))
            .SelectMany(target => target.Languages).Distinct().ToList();
        var missing = own.Languages.Except(there).ToList();
        return there.Count == 0 || missing.Count == 0 ? null
            : new(FindingIds.NoLanguage, $"has one for {string.Join(", ", there)}, none for {string.Join(", ", missing)}") { Languages = missing };
    }

    private static string Remedy(Shortage lack, ToolchainStatus own, string arch) => lack.Id switch
    {
        FindingIds.NoLanguage => Packages.Install(own, lack.Languages, arch),
        FindingIds.NotEquivalent => $"a compiler with the same defaults (`{own.Path} -v` shows them after \"Configured with\"): " + Install(own, arch),
        _ => Install(own, arch),
    };

    private static string Install(ToolchainStatus own, string arch) => Packages.Install(own, own.Languages, arch);

    private static bool MayServe(TargetStatus target, ToolchainStatus own) =>
        own.Compiler == "clang" || (CanonicalTarget.Of(own.Triplet) is { } wanted && CanonicalTarget.Of(target.Triplet)?.MayServe(wanted) == true);

    private static string Name(ToolchainStatus own) => $"{own.Compiler} {own.Version} for {own.Triplet}";

    private sealed record Shortage(string Id, string What)
    {
        /// <summary>What the peer's compiler for this target does not compile.</summary>
        public IReadOnlyList<string> Languages { get; init; } = [];

        public string LanguageList => string.Join(",", Languages);
    }

    /// <summary>One compiler of this machine, and what each peer lacks to stand in for it.</summary>
    private sealed record Standing(ToolchainStatus Own, IReadOnlyList<(PeerStatus Peer, Shortage? Lack)> Peers)
    {
        public bool IsHelped => Peers.Any(answer => answer.Lack is null);
    }
}
