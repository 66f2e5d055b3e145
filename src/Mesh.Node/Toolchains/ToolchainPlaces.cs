namespace Mesh.Node.Toolchains;

/// <summary>
/// The directories in which toolchains are looked for: PATH, and where toolchains are unpacked or built without being put on it. Some are patterns,
/// whose directories come and go; so it also says which directories have to stay as they are for the list to hold.
/// </summary>
internal sealed class ToolchainPlaces
{
    /// <summary>A place with more subdirectories is no collection of toolchains; the rest of it is not looked at.</summary>
    private const int MostInOnePlace = 250;

    /// <summary>Of Gentoo: <c>/usr/CHOST/gcc-bin/12</c>, and crossdev's <c>/usr/CHOST/CTARGET/gcc-bin/12</c>. Only the active version of each has links in /usr/bin.</summary>
    private const string GentooHost = "*-linux-*";

    private readonly IReadOnlyList<Place> _places;

    /// <summary>Where a library arrives that a compiler lacks; glibc's own list of them is made anew by every package that brings one.</summary>
    private readonly IReadOnlyList<string> _libraries;

    /// <param name="path">The directories of PATH.</param>
    /// <param name="configured">Each may hold programs itself, in its <c>bin</c>, or be a collection of such directories.</param>
    /// <param name="home">Of the user who runs the node; null for none.</param>
    /// <param name="root">What stands before /usr and /opt, for tests.</param>
    public ToolchainPlaces(IEnumerable<string> path, IEnumerable<string> configured, string? home, string root = "")
        : this(Places(path, configured, home, root), [$"{root}/etc/ld.so.cache", $"{root}/usr/lib", $"{root}/usr/local/lib"])
    {
    }

    private ToolchainPlaces(IReadOnlyList<Place> places, IReadOnlyList<string> libraries) => (_places, _libraries) = (places, libraries);

    /// <summary>What <see cref="Look"/> found, in the order of preference.</summary>
    public IReadOnlyList<ToolchainDirectory> Directories { get; private set; } = [];

    /// <summary>As long as none of these changes, <see cref="Look"/> would find the same, with the same in it, and it would answer the same.</summary>
    public IReadOnlyList<string> Watched { get; private set; } = [];

    /// <param name="configured">See <see cref="NodeOptions.ToolchainDirectories"/>.</param>
    public static ToolchainPlaces OfThisMachine(IEnumerable<string> configured) =>
        new(PathDirectories(), configured, Environment.GetEnvironmentVariable("HOME") is { } home && home.StartsWith('/') ? home.TrimEnd('/') : null);

    /// <summary>These and no others.</summary>
    public static ToolchainPlaces Only(IEnumerable<string> directories) => new([.. directories.Select(directory => new Place(ToolchainOrigin.Path, directory))], []);

    public static IReadOnlyList<string> PathDirectories() =>
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(directory => directory.StartsWith('/')).Distinct()];

    private static IReadOnlyList<Place> Places(IEnumerable<string> path, IEnumerable<string> configured, string? home, string root) =>
    [
        .. path.Select(directory => new Place(ToolchainOrigin.Path, directory)),
        .. configured.SelectMany(directory => (Place[])
        [
            new(ToolchainOrigin.Configured, directory), new(ToolchainOrigin.Configured, directory, "bin"), new(ToolchainOrigin.Configured, directory, "*", "bin"),
        ]),
        .. home is null ? (Place[])[] :
        [
            // CT_PREFIX_DIR of crosstool-ng: ~/x-tools/[HOST-the host's triplet/]the target's triplet.
            new(ToolchainOrigin.XTools, $"{home}/x-tools", "*", "bin"), new(ToolchainOrigin.XTools, $"{home}/x-tools", "HOST-*", "*", "bin"),
        ],
        new(ToolchainOrigin.Crossdev, $"{root}/usr", GentooHost, "gcc-bin", "*"),
        new(ToolchainOrigin.Crossdev, $"{root}/usr", GentooHost, "*-*", "gcc-bin", "*"),
        new(ToolchainOrigin.Opt, $"{root}/opt", "*", "bin"),
    ];

    /// <summary>Reads the directories that the patterns stand for. Returns whether others have to be watched than before.</summary>
    public bool Look()
    {
        var watched = new List<string>();
        Directories = [.. _places.SelectMany(place => Expand(place.Start, place.Below, watched).Select(path => new ToolchainDirectory(path, place.Origin)))
            .GroupBy(directory => directory.Path).Select(same => same.First())];
        IReadOnlyList<string> now = [.. watched.Concat(Directories.Select(directory => directory.Path)).Concat(_libraries).Distinct()];
        var isChanged = !now.SequenceEqual(Watched);
        Watched = now;
        return isChanged;
    }

    // A directory that is not there (yet) is watched too: it may come.
    private static IEnumerable<string> Expand(string start, IEnumerable<string> below, List<string> watched)
    {
        IEnumerable<string> reached = [start];
        foreach (var part in below)
        {
            reached = [.. part.Contains('*') ? reached.SelectMany(directory => Matching(directory, part, watched)) : reached.Select(directory => $"{directory}/{part}")];
        }

        return reached;
    }

    private static IEnumerable<string> Matching(string directory, string pattern, List<string> watched)
    {
        watched.Add(directory);
        try
        {
            return Directory.Exists(directory)
                ? [.. Directory.GetDirectories(directory, pattern).OrderBy(path => path, StringComparer.Ordinal).Take(MostInOnePlace)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // gone meanwhile, or not for us
        }
    }

    /// <summary>A directory, or with <paramref name="Below"/> many: a name with a star stands for all that match.</summary>
    private sealed record Place(ToolchainOrigin Origin, string Start, params string[] Below);
}
