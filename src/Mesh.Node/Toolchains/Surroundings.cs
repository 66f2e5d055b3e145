namespace Mesh.Node.Toolchains;

/// <summary>
/// What a look around depends on: when each directory last changed (a file that is installed, removed or renamed changes it) and the compilers' own files,
/// which may lie elsewhere behind a link. Equal surroundings need no second look.
/// </summary>
internal sealed class Surroundings : IEquatable<Surroundings>
{
    /// <summary>File systems date changes by ticks of up to 2 s (FAT); one that came a moment ago can be followed by another of the same date.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<(string Path, DateTime Changed)> _directories;
    private readonly IReadOnlyList<FileStamp?> _files;

    private Surroundings(IReadOnlyList<(string Path, DateTime Changed)> directories, IReadOnlyList<FileStamp?> files) => (_directories, _files) = (directories, files);

    public static Surroundings Of(IEnumerable<string> directories, IEnumerable<FileStamp> known) =>
        new([.. directories.Select(directory => (directory, Changed(directory)))], Now(known));

    public Surroundings With(IEnumerable<FileStamp> known) => new(_directories, Now(known));

    /// <summary>Whether a later change would show in its date.</summary>
    public bool AreSettled(DateTime now) => _directories.All(directory => (now - directory.Changed).Duration() > Tick);

    public bool Equals(Surroundings? other) =>
        other is not null && _directories.SequenceEqual(other._directories) && _files.SequenceEqual(other._files);

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

    private static List<FileStamp?> Now(IEnumerable<FileStamp> known) => [.. known.Select(stamp => FileStamp.Of(stamp.RealPath))];
}
