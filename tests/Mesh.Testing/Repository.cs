namespace Mesh.Testing;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Mesh.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Mesh.sln is not above the test's folder");
    }
}
