using System.Runtime.InteropServices;

namespace Mesh.Lab;

/// <summary>Where the mesh under test is: <c>MESH_BIN</c>, else what was built last in this working tree.</summary>
internal static class MeshProgram
{
    public static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));

    public static string RepositoryRoot { get; } = FindRoot();

    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("MESH_BIN") is { Length: > 0 } named) return Path.GetFullPath(named);
        return new[] { "Release", "Debug" }
            .Select(kind => Path.Combine(RepositoryRoot, "src/Mesh/bin", kind, "net10.0/mesh"))
            .Where(File.Exists)
            .MaxBy(File.GetLastWriteTimeUtc) ?? throw new LabException("src/Mesh is not built");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mesh.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new LabException("Mesh.sln is not above the program's folder");
    }
}
