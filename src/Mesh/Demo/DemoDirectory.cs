namespace Mesh.Demo;

/// <summary>The one place where a demonstration writes; gone afterwards.</summary>
internal sealed class DemoDirectory
{
    /// <summary>A Unix socket's path has at most 107 bytes; the longest of ours ends in "/helper-1/mesh.sock".</summary>
    private const int LongestParent = 60;

    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public DemoDirectory()
    {
        var parent = System.IO.Path.GetTempPath();
        Path = System.IO.Path.Combine(parent.Length <= LongestParent ? parent : "/tmp", "mesh-demo-" + Guid.NewGuid().ToString("N").Substring(0, 8));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Make(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>A compiler whose node was just killed may still write a file.</summary>
    public async Task RemoveAsync()
    {
        for (var attempt = 1; Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (attempt < Attempts)
            {
                await Task.Delay(Pause).ConfigureAwait(false);
            }
        }
    }
}
