namespace Mesh.Node.Helper;

/// <summary>The directory of one job, and all that a job leaves on disk: gone when disposed.</summary>
internal sealed class JobFolder : IDisposable
{
    private JobFolder(string path) => FullPath = path;

    public string FullPath { get; }

    public string Stdout => Path.Combine(FullPath, "stdout");

    public string Stderr => Path.Combine(FullPath, "stderr");

    /// <exception cref="IOException">The disk is full or the directory cannot be written.</exception>
    public static JobFolder Create(string parent)
    {
        var path = Path.Combine(parent, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(path);
        return new JobFolder(path);
    }

    /// <summary>What a node that was killed could not remove. Only for the node that owns <paramref name="parent"/>.</summary>
    public static void RemoveLeftovers(string parent)
    {
        if (!Directory.Exists(parent)) return;
        foreach (var folder in Directory.GetDirectories(parent)) Remove(folder);
    }

    /// <summary>Makes the folders that outputs lie in.</summary>
    public void MakeRoomFor(IEnumerable<JobOutput> outputs)
    {
        foreach (var output in outputs) Directory.CreateDirectory(Path.GetDirectoryName(Of(output.File))!);
    }

    public string Of(string fileName) => Path.Combine(FullPath, fileName);

    public void Dispose() => Remove(FullPath);

    private static void Remove(string path)
    {
        try
        {
            // Symbolic links are removed, not followed.
            Directory.Delete(path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // gone already: so it should be
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A process that is just dying made another file, or took our permission away. The next start tries again.
        }
    }
}
