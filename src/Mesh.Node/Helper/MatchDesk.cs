using System.Collections.Concurrent;
using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;
using Mesh.Compile.Targets;
using Mesh.Node.Toolchains;
using Mesh.Wire;
using Mesh.Wire.Messages;

namespace Mesh.Node.Helper;

/// <summary>Says which compiler of this machine makes the code that a client's makes, and remembers it until the jobs come. Answers what a Dispatch.PeerInquirer asks.</summary>
internal sealed class MatchDesk(ToolchainRegistry toolchains, TargetProbe probe)
{
    /// <summary>Matches remembered, beyond which all are forgotten; clients then inquire again.</summary>
    private const int MostMatches = 4096;

    private readonly ConcurrentDictionary<string, Match> _matches = new();

    /// <summary>Null for a match that was never made, or whose compiler has changed since.</summary>
    public Match? Find(string id) =>
        _matches.TryGetValue(id, out var match) && match.Toolchain.StillHolds && toolchains.Current.Contains(match.Toolchain) ? match : null;

    public async Task<Offer> AnswerAsync(Inquiry inquiry, CancellationToken cancel)
    {
        if (JobWords.Family(inquiry.Compiler) is not { } family || JobWords.Language(inquiry.Language) is not { } language || JobWords.Policy(inquiry.VersionPolicy) is not { } policy)
            return None($"{inquiry.Compiler} for {inquiry.Language} by {inquiry.VersionPolicy} is not known here");
        if (inquiry.Pins.FirstOrDefault(pin => !PinTable.IsPin(pin)) is { } strange) return None($"{strange} is no default that this node sets");

        var client = TargetFacts.Of(new CompilerIdentity(family, inquiry.CompilerVersion, "", inquiry.Triplet), language, inquiry.Macros, inquiry.TargetOptions);
        var nearest = "";
        foreach (var toolchain in Candidates(client, policy))
        {
            var (pins, difference) = await CompareAsync(client, toolchain, inquiry, policy, cancel).ConfigureAwait(false);
            if (pins is not null) return Remember(toolchain, pins);
            if (nearest.Length == 0) nearest = $"{toolchain}: {difference}";
        }

        return None(nearest.Length > 0 ? nearest : $"no {inquiry.Compiler} {inquiry.CompilerVersion} that may make code for {inquiry.Triplet} ({inquiry.Language})");
    }

    /// <summary>What this compiler has to be told to agree, nothing at best; null, with the difference, when nothing makes it agree.</summary>
    private async Task<(IReadOnlyList<string>? Pins, string? Difference)> CompareAsync(
        TargetFacts client, Toolchain toolchain, Inquiry inquiry, VersionPolicy policy, CancellationToken cancel)
    {
        if (HelperCommand.RefusedOption(toolchain.Options, inquiry.Options) is { } refused) return (null, $"the option {refused} is not allowed here");
        var (untold, whyNot) = await probe.AskAsync(toolchain, client.Language, inquiry.Options, cancel).ConfigureAwait(false);
        var difference = untold is null ? whyNot : TargetAgreement.Difference(client, untold, untold, policy);
        if (difference is null) return ([], null);
        if (TargetOptions.RecordsOptions(inquiry.Options)) return (null, difference + ", and options that would mend it would be written into the object");

        var (told, refusal) = await probe.AskAsync(toolchain, client.Language, [.. inquiry.Pins, .. inquiry.Options], cancel).ConfigureAwait(false);
        if (told is null) return (null, refusal);
        if (untold is null && TargetOptions.ChooseFloatAbi(inquiry.Options)) untold = told;
        if (untold is null) (untold, whyNot) = await probe.AskAsync(toolchain, client.Language, [], cancel).ConfigureAwait(false); // what it was built for
        difference = untold is null ? whyNot : TargetAgreement.Difference(client, told, untold, policy);
        return difference is null ? (inquiry.Pins, null) : (null, difference);
    }

    /// <summary>Those whose names do not speak against it; the client's own spelling first.</summary>
    private IEnumerable<Toolchain> Candidates(TargetFacts client, VersionPolicy policy)
    {
        var wanted = CanonicalTarget.Of(client.Triplet);
        return toolchains.Current
            .Where(toolchain => toolchain.Identity.Family == client.Family && toolchain.Languages.Contains(client.Language)
                && TargetAgreement.Allows(policy, client.Version, toolchain.Identity.Version)
                && (client.Family == CompilerFamily.Clang || (wanted is not null && CanonicalTarget.Of(toolchain.Identity.Triplet)?.MayServe(wanted) == true)))
            .OrderByDescending(toolchain => toolchain.Identity.Version == client.Version)
            .ThenByDescending(toolchain => toolchain.Identity.Triplet == client.Triplet);
    }

    private Offer Remember(Toolchain toolchain, IReadOnlyList<string> pins)
    {
        var fingerprint = Fingerprint(toolchain);
        var id = Digest.Name($"{fingerprint}\0{toolchain.Path}\0{string.Join("\0", pins)}");
        if (_matches.Count >= MostMatches) _matches.Clear();
        _matches[id] = new Match(toolchain, pins);
        return new Offer(id, toolchain.ToString(), fingerprint, "");
    }

    private static string Fingerprint(Toolchain toolchain) => Digest.Name($"{toolchain.Identity.FullVersion}\0{toolchain.Identity.Triplet}\0{toolchain.Mark}");

    private static Offer None(string why) => new("", "", "", why);
}
