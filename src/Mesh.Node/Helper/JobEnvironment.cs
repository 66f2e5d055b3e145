namespace Mesh.Node.Helper;

/// <summary>The whole environment of a job's compiler, made from nothing. Pure.</summary>
internal static class JobEnvironment
{
    /// <summary>What a client may set besides the <c>LC_</c> family: the language of messages, and the date that <c>__DATE__</c> gives.</summary>
    private static readonly HashSet<string> Allowed = ["LANG", "LANGUAGE", "SOURCE_DATE_EPOCH"];

    /// <param name="asked">The job's <c>NAME=value</c> entries; what is not allowed is left out.</param>
    /// <param name="compiler">Its directory comes first on PATH: a cross compiler's own assembler is there.</param>
    /// <param name="temporary">Where the compiler puts what it needs on the way.</param>
    public static IReadOnlyDictionary<string, string> Build(IEnumerable<string> asked, string compiler, string temporary)
    {
        var environment = new Dictionary<string, string>();
        foreach (var entry in asked)
        {
            var equals = entry.IndexOf('=');
            if (equals > 0 && IsAllowed(entry[..equals])) environment[entry[..equals]] = entry[(equals + 1)..];
        }

        environment["PATH"] = $"{Path.GetDirectoryName(compiler)}:/usr/local/bin:/usr/bin:/bin";
        environment["TMPDIR"] = temporary;
        return environment;
    }

    private static bool IsAllowed(string name) => Allowed.Contains(name) || name.StartsWith("LC_", StringComparison.Ordinal);
}
