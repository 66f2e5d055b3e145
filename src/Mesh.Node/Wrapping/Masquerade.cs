using Mesh.Compile.Targets;

namespace Mesh.Node.Wrapping;

/// <summary>The masquerade directory: mesh-hands, and a link to it under every compiler's name. Holds nothing else, so removing it is safe.</summary>
internal sealed class Masquerade
{
    private readonly string _directory;

    public Masquerade(string directory) => _directory = Path.GetFullPath(directory);

    public string WrapperPath => Path.Combine(_directory, SearchPath.WrapperName);

    /// <summary><c>$XDG_DATA_HOME/mesh/bin</c>, else <c>~/.local/share/mesh/bin</c>.</summary>
    public static string DefaultDirectory(Func<string, string?> environment)
    {
        var data = environment("XDG_DATA_HOME");
        if (string.IsNullOrEmpty(data)) data = Path.Combine(environment("HOME") is { Length: > 0 } home ? home : "/", ".local", "share");
        return Path.Combine(data, "mesh", "bin");
    }

    /// <summary>Builds the wrapper where needed and links every compiler's name on PATH; may be repeated at any time.</summary>
    public async Task<WrapResult> WrapAsync(HandsBuilder builder, SearchPath path, CancellationToken cancel)
    {
        if (_directory.Contains(':')) return new WrapResult.Failed($"{_directory}: a directory with a colon cannot stand on PATH");
        try
        {
            Directory.CreateDirectory(_directory);
            if (Foreign() is { Count: > 0 } foreign) return new WrapResult.Foreign(_directory, foreign);
            var build = await builder.EnsureAsync(WrapperPath, cancel).ConfigureAwait(false);
            return build is HandsBuild.Failed failed ? new WrapResult.Failed(failed.Why) : Link(path.CompilerNames(), build);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new WrapResult.Failed(e.Message);
        }
    }

    /// <summary>Deletes what <see cref="WrapAsync"/> made and nothing else.</summary>
    public UnwrapResult Remove()
    {
        if (!Directory.Exists(_directory)) return new UnwrapResult(_directory, [], [], null);
        var removed = new List<string>();
        try
        {
            foreach (var file in Directory.GetFileSystemEntries(_directory).Where(IsOurs))
            {
                File.Delete(file);
                removed.Add(Path.GetFileName(file));
            }

            var kept = Foreign();
            if (kept.Count == 0) Directory.Delete(_directory);
            return new UnwrapResult(_directory, Sorted(removed), kept, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new UnwrapResult(_directory, Sorted(removed), Foreign(), e.Message);
        }
    }

    private WrapResult.Wrapped Link(IReadOnlyList<string> names, HandsBuild build)
    {
        var linked = Directory.GetFileSystemEntries(_directory).Where(IsLink).Select(file => Path.GetFileName(file)!).ToList();
        var dropped = Sorted(linked.Except(names, StringComparer.Ordinal));
        var added = Sorted(names.Except(linked, StringComparer.Ordinal));
        foreach (var name in dropped) File.Delete(Path.Combine(_directory, name));
        foreach (var name in added) LinuxFile.CreateLink(SearchPath.WrapperName, Path.Combine(_directory, name));
        return new WrapResult.Wrapped(_directory, names, added, dropped, build);
    }

    private IReadOnlyList<string> Foreign() =>
        Sorted(Directory.GetFileSystemEntries(_directory).Where(file => !IsOurs(file)).Select(file => Path.GetFileName(file)!));

    // Also the drafts that a killed build left: mesh-hands-<32 hex digits>, with or without .c.
    private bool IsOurs(string file)
    {
        var name = Path.GetFileName(file);
        return IsLink(file) || (LinuxFile.LinkTarget(file) is null && File.Exists(file)
            && (name == SearchPath.WrapperName || name.StartsWith(SearchPath.WrapperName + "-", StringComparison.Ordinal)));
    }

    private bool IsLink(string file) =>
        CompilerNames.IsCompiler(Path.GetFileName(file)) && LinuxFile.LinkTarget(file) is { } target
        && (target == SearchPath.WrapperName || target == WrapperPath);

    private static List<string> Sorted(IEnumerable<string> names) => [.. names.OrderBy(name => name, StringComparer.Ordinal)];
}
