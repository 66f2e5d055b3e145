namespace Mesh.Node.Toolchains;

/// <summary>
/// What a look around depends on: when each directory last changed (a file that is installed, removed or renamed changes it) and where each path with a
/// compiler's name leads, which may be elsewhere. Equal surroundings need no second look.
/// </summary>
internal sealed class Surroundings : IEquatable<Surroundings>
{
    /// <summary>File systems date changes by ticks of up to 2 s (FAT); one that came a moment ago can be followed by another of the same date.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<(string Path, DateTime Changed)> _directories;

    private Surroundings(IReadOnlyList<(string Path, DateTime Changed)> directories, IReadOnlyList<NamedFile> files) => (_directories, Files) = (directories, files);

    public IReadOnlyList<NamedFile> Files { get; }

    public static Surroundings Of(IEnumerable<string> directories) => new([.. directories.Select(directory => (directory, Changed(directory)))], []);

    /// <summary>These directories with the files that were found in them afterwards.</summary>
    public Surroundings With(IReadOnlyList<NamedFile> files) => new(_directories, files);

    /// <summary>The same places as they are now.</summary>
    public Surroundings Again() => Of(_directories.Select(directory => directory.Path)).With([.. Files.Select(file => NamedFile.Of(file.Path))]);

    /// <summary>Whether a later change would show in its date.</summary>
    public bool AreSettled(DateTime now) => _directories.All(directory => (now - directory.Changed).Duration() > Tick);

    public bool Equals(Surroundings? other) => other is not null && _directories.SequenceEqual(other._directories) && Files.SequenceEqual(other.Files);

    public override bool Equals(object? obj) => Equals(obj as Surroundings);

    public override int GetHashCode() => _directories.Count;

    // A directory that may not be looked at (PATH of a service can name root's) is as good as absent.
    private static DateTime Changed(string directory)
    {
        try
        {
            return Directory.GetLastWriteTimeUtc(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return DateTime.MinValue;
        }
    }
}
