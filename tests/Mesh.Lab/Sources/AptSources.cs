namespace Mesh.Lab.Sources;

/// <summary>The machine's own package sources of its Debian release, rewritten so that they give source packages or backports.</summary>
internal static class AptSources
{
    private const string Folder = "/etc/apt";

    /// <returns>A deb822 file's text.</returns>
    public static string ForSources() => For("deb-src", Release());

    /// <returns>The text for the release's backports: later versions of some packages, built for it.</returns>
    public static string ForBackports() => For("deb", $"{Release()}-backports");

    private static string For(string type, string suite)
    {
        var release = Release();
        var stanzas = Files("*.sources").SelectMany(Stanzas)
            .Concat(Files("*.list").SelectMany(File.ReadAllLines).Select(FromOneLine).OfType<string>())
            .Where(stanza => Words(stanza, "Suites").Contains(release))
            .Where(stanza => Words(stanza, "Components").Contains("main"))
            .Select(stanza => string.Join('\n', Lines(stanza).Select(line => Rewrite(line, type, suite))))
            .Distinct()
            .ToList();
        return stanzas.Count > 0
            ? string.Join("\n\n", stanzas) + "\n"
            : throw new LabUnavailableException($"{Folder} names no source of Debian {release}");
    }

    /// <returns>Where the packages of the release are.</returns>
    public static string Mirror() =>
        ForSources().Split('\n').Where(line => IsField(line, "URIs")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).First();

    // One suite alone: the release's pool never changes, while mirrors drop superseded security updates.
    private static string Rewrite(string line, string type, string suite) =>
        IsField(line, "Types") ? $"Types: {type}" : IsField(line, "Suites") ? $"Suites: {suite}" : line;

    private static string Release() =>
        File.ReadLines("/etc/os-release").Where(line => line.StartsWith("VERSION_CODENAME=", StringComparison.Ordinal)).Select(line => line.Split('=')[1].Trim('"'))
            .FirstOrDefault() ?? throw new LabUnavailableException("this system's release has no code name");

    private static IEnumerable<string> Files(string pattern)
    {
        var parts = Path.Combine(Folder, "sources.list.d");
        var files = Directory.Exists(parts) ? Directory.EnumerateFiles(parts, pattern) : [];
        var main = Path.Combine(Folder, "sources.list");
        return pattern == "*.list" && File.Exists(main) ? files.Append(main) : files;
    }

    private static IEnumerable<string> Stanzas(string file) =>
        string.Join('\n', File.ReadAllLines(file).Where(line => !line.StartsWith('#')))
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // deb [option=value ...] URI suite component...
    private static string? FromOneLine(string line)
    {
        var options = line.Contains('[') ? line[(line.IndexOf('[') + 1)..line.IndexOf(']')] : "";
        var words = line.Replace($"[{options}]", "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["deb", var uri, var suite, .. var components]) return null;
        var key = options.Split(' ').FirstOrDefault(option => option.StartsWith("signed-by=", StringComparison.Ordinal));
        return $"Types: deb\nURIs: {uri}\nSuites: {suite}\nComponents: {string.Join(' ', components)}"
            + (key is null ? "" : $"\nSigned-By: {key["signed-by=".Length..]}");
    }

    private static string[] Lines(string stanza) => stanza.Split('\n');

    private static bool IsField(string line, string name) => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase);

    private static string[] Words(string stanza, string name) =>
        Lines(stanza).Where(line => IsField(line, name)).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)).ToArray();
}
