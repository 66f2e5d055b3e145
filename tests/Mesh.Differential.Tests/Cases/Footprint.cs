namespace Mesh.Differential.Tests.Cases;

/// <summary>Everything that stands in a folder, by its path in there: files with mode and bytes, folders, links, fifos.</summary>
internal sealed class Footprint
{
    private readonly SortedDictionary<string, Trace> _traces = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Trace> Traces => _traces;

    /// <param name="known">What an entry is known to be, if it is.</param>
    public static Footprint Of(string folder, Func<string, FileSystemInfo, Trace?> known)
    {
        var footprint = new Footprint();
        footprint.Add(new DirectoryInfo(folder), "", known);
        return footprint;
    }

    public static Footprint Of(string folder) => Of(folder, (_, _) => null);

    /// <summary>Files that are not as they were laid out.</summary>
    public IEnumerable<(string Name, byte[] Bytes)> Made() =>
        from pair in _traces
        where pair.Value.Bytes is not null && !SourceTree.Holds(pair.Key, pair.Value.Bytes)
        select (pair.Key, pair.Value.Bytes);

    private void Add(DirectoryInfo folder, string prefix, Func<string, FileSystemInfo, Trace?> known)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var name = prefix + entry.Name;
            _traces[name] = known(name, entry) ?? Trace.Of(entry);
            if (entry is DirectoryInfo { LinkTarget: null } inner) Add(inner, name + "/", known);
        }
    }
}
