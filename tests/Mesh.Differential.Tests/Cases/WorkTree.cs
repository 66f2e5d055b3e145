namespace Mesh.Differential.Tests.Cases;

/// <summary>
/// One copy of <see cref="SourceTree"/> that is made as new before every command. Files that no command has touched are left alone and not read
/// again: writing a hundred files takes longer than compiling one.
/// </summary>
internal sealed class WorkTree(string folder)
{
    private readonly Dictionary<string, (DateTime Written, Trace Trace)> _laid = new(StringComparer.Ordinal);

    public string Folder => folder;

    public void Restore()
    {
        Directory.CreateDirectory(folder);
        Clear(new DirectoryInfo(folder), "");
        foreach (var name in SourceTree.Folders)
        {
            var path = Path.Combine(folder, name);
            if (!Directory.Exists(path)) Lay(name, Directory.CreateDirectory(path));
        }

        foreach (var (name, bytes) in SourceTree.Files)
        {
            var file = new FileInfo(Path.Combine(folder, name));
            if (file.Exists) continue;
            File.WriteAllBytes(file.FullName, bytes);
            file.Refresh();
            Lay(name, file);
        }
    }

    public Footprint Read() => Footprint.Of(folder, Known);

    private Trace? Known(string name, FileSystemInfo entry) =>
        entry is FileInfo { LinkTarget: null } && _laid.TryGetValue(name, out var laid) && laid.Written == entry.LastWriteTimeUtc && laid.Trace.Kind == Trace.KindOf(entry)
            ? laid.Trace
            : null;

    private void Lay(string name, FileSystemInfo entry) => _laid[name] = (entry.LastWriteTimeUtc, Trace.Of(entry));

    private void Clear(DirectoryInfo inside, string prefix)
    {
        foreach (var entry in inside.EnumerateFileSystemInfos())
        {
            var name = prefix + entry.Name;
            switch (entry)
            {
                case DirectoryInfo { LinkTarget: null } inner when _laid.TryGetValue(name, out var laid) && laid.Trace.Kind == Trace.KindOf(inner):
                    Clear(inner, name + "/");
                    break;
                case DirectoryInfo { LinkTarget: null } inner:
                    inner.Delete(recursive: true);
                    break;
                case var _ when Known(name, entry) is null:
                    entry.Delete();
                    break;
            }
        }
    }
}
