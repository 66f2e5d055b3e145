using Mesh.Node.Toolchains;

namespace Mesh.Node.Wrapping;

/// <summary>The directories of PATH, and the compilers in them that are not ourselves.</summary>
internal sealed class SearchPath(string path)
{
    /// <summary>The wrapper's file name; hands.c knows its like by it.</summary>
    public const string WrapperName = "mesh-hands";

    public static SearchPath Current => new(Environment.GetEnvironmentVariable("PATH") ?? "/usr/local/bin:/usr/bin:/bin");

    private IEnumerable<string> Directories => path.Split(':').Where(d => d.Length > 0 && Directory.Exists(d)).Distinct(StringComparer.Ordinal);

    /// <summary>The path of the real program of that name, or null.</summary>
    public string? Find(string name) => Directories.Select(d => Path.Combine(d, name)).FirstOrDefault(IsForeignProgram);

    /// <summary>Every name on PATH that is a compiler's and leads to a program other than the wrapper, sorted.</summary>
    public IReadOnlyList<string> CompilerNames() =>
    [
        .. Directories
            .SelectMany(Entries)
            .Where(file => Mesh.Compile.Targets.CompilerNames.IsCompiler(Path.GetFileName(file)) && IsForeignProgram(file))
            .Select(file => Path.GetFileName(file)!)
            .Distinct(StringComparer.Ordinal)
            .OrderBy(name => name, StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Entries(string directory)
    {
        try
        {
            return Directory.GetFileSystemEntries(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];      // a shell passes over an unreadable directory of PATH too
        }
    }

    private static bool IsForeignProgram(string file) =>
        File.Exists(file) && Executable.Is(file) && Path.GetFileName(RealPath.Of(file)) is { } real && real != WrapperName;
}
