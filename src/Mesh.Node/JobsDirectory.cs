using Mesh.Node.Helper;

namespace Mesh.Node;

/// <summary>
/// Where this node's jobs have their folders: one directory for each node, locked while it lives, since nodes may share a state directory.
/// What a killed node left is removed by the next one.
/// </summary>
internal sealed class JobsDirectory : IDisposable
{
    private const string LockSuffix = ".lock";

    private readonly FileLock? _lock;

    private JobsDirectory(string path, FileLock? locked) => (FullPath, _lock) = (path, locked);

    public string FullPath { get; }

    /// <exception cref="IOException">The directory cannot be made.</exception>
    public static JobsDirectory Open(string parent, string nodeId)
    {
        Directory.CreateDirectory(parent);
        foreach (var left in Directory.GetFiles(parent, "*" + LockSuffix))
        {
            RemoveIfAbandoned(left);
        }

        var own = Path.Combine(parent, nodeId);
        var locked = FileLock.TryTake(own + LockSuffix);
        Directory.CreateDirectory(own);
        return new JobsDirectory(own, locked);
    }

    public void Dispose()
    {
        Remove(FullPath);
        File.Delete(FullPath + LockSuffix);
        _lock?.Dispose();
    }

    private static void RemoveIfAbandoned(string lockFile)
    {
        using var held = FileLock.TryTake(lockFile);
        if (held is not null)
        {
            Remove(lockFile[..^LockSuffix.Length]);
            File.Delete(lockFile);
        }
    }

    private static void Remove(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return;
        }

        JobFolder.RemoveLeftovers(directory);
        try
        {
            Directory.Delete(directory);
        }
        catch (IOException)
        {
            // A process that is just dying made another file. The next start tries again.
        }
    }
}
