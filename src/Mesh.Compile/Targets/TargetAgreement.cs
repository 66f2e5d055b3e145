namespace Mesh.Compile.Targets;

/// <summary>Whether two compilers make the same code, by what each says of itself.</summary>
internal static class TargetAgreement
{
    /// <summary>Differences named in a sentence; one is enough to refuse, three are enough to understand.</summary>
    private const int Named = 3;

    /// <summary>Texts about the compiler, not its code; and what only headers look at, which the client has preprocessed. The version's own numbers are held against the policy.</summary>
    private static readonly HashSet<string> VersionMacros =
    [
        "__VERSION__", "__GNUC__", "__GNUC_MINOR__", "__GNUC_PATCHLEVEL__", "__GNUG__", "__clang_major__", "__clang_minor__", "__clang_patchlevel__", "__clang_version__",
        "__GXX_ABI_VERSION", "__DATE__", "__TIME__", "_FORTIFY_SOURCE", "_GLIBCXX_ASSERTIONS",
    ];

    /// <summary>How messages look, and options that only say whether they were given: what they lead to is among the macros.</summary>
    private static readonly string[] WithoutBearing = ["-mabi=", "-mnan=", "-fdiagnostics", "-fmessage-length", "-fdebug", "-fplugin", "-fworking-directory", "-flto-compression", "-flto-partition"];

    /// <summary>Null when they agree; else the first differences, the client's side first.</summary>
    /// <param name="client">Under the job's options.</param>
    /// <param name="helper">Under the client's pins and the job's options.</param>
    /// <param name="untold">The helper's compiler again, under the job's options alone.</param>
    public static string? Difference(TargetFacts client, TargetFacts helper, TargetFacts untold, VersionPolicy policy)
    {
        if (client.Family != helper.Family || client.Language != helper.Language)
        {
            return $"{helper.Family} for {helper.Language} is not {client.Family} for {client.Language}";
        }

        if (!Allows(policy, client.Version, helper.Version))
        {
            return $"version {helper.Version} where {client.Version} is asked for (policy {policy.ToString().ToLowerInvariant()})";
        }

        // How values are passed is never reconciled: a compiler built for the other convention was never tried with this one (docs/decisions/0005).
        if (FloatAbi(client) is { } here && FloatAbi(untold) is { } there && here != there)
        {
            return $"float ABI {here} here, {there} there";
        }

        var sameVersion = client.Version == helper.Version;
        var differences = Telling(client, helper)
            .Concat(Compare(client.Macros, helper.Macros, sameVersion, name => !VersionMacros.Contains(name)))
            .Concat(Compare(client.Options, helper.Options, sameVersion, name => !Array.Exists(WithoutBearing, beginning => name.StartsWith(beginning, StringComparison.Ordinal))))
            .Take(Named).ToList();
        return differences.Count == 0 ? null : string.Join("; ", differences);
    }

    public static bool Allows(VersionPolicy policy, string one, string other)
    {
        var parts = policy switch { VersionPolicy.Major => 1, VersionPolicy.Minor => 2, _ => int.MaxValue };
        return one.Split('.').Take(parts).SequenceEqual(other.Split('.').Take(parts));
    }

    /// <summary>What people know by another name than the macro's comes first.</summary>
    private static IEnumerable<string> Telling(TargetFacts client, TargetFacts helper)
    {
        if (ByteOrder(client) is { } ours && ByteOrder(helper) is { } theirs && ours != theirs)
        {
            yield return $"{ours} here, {theirs} there";
        }
    }

    private static string? FloatAbi(TargetFacts facts) =>
        facts.Defines("__arm__") ? facts.Defines("__ARM_PCS_VFP") ? "hard" : "soft" // softfp computes otherwise and passes as soft does
        : facts.Defines("__mips__") ? facts.Defines("__mips_soft_float") ? "soft" : "hard"
        : facts.Defines("__powerpc__") ? facts.Defines("_SOFT_FLOAT") ? "soft" : "hard"
        : null;

    private static string? ByteOrder(TargetFacts facts) => facts.Macro("__BYTE_ORDER__") switch
    {
        "__ORDER_BIG_ENDIAN__" => "big-endian",
        "__ORDER_LITTLE_ENDIAN__" => "little-endian",
        _ => null,
    };

    // Between versions macros and options come and go; what both know must still be the same.
    private static IEnumerable<string> Compare(
        IReadOnlyDictionary<string, string> client, IReadOnlyDictionary<string, string> helper, bool sameVersion, Func<string, bool> bears)
    {
        foreach (var (name, value) in client.OrderBy(pair => pair.Key, StringComparer.Ordinal).Where(pair => bears(pair.Key)))
        {
            var known = helper.TryGetValue(name, out var other);
            if (known ? value != other : sameVersion)
            {
                yield return $"{name} is {Show(value)} here, {(known ? Show(other!) : "absent")} there";
            }
        }

        foreach (var name in helper.Keys.Where(name => sameVersion && bears(name) && !client.ContainsKey(name)).OrderBy(name => name, StringComparer.Ordinal))
        {
            yield return $"{name} is absent here, {Show(helper[name])} there";
        }
    }

    private static string Show(string value) => value.Length == 0 ? "empty" : value.Length > 40 ? value[..40] + "..." : value;
}
