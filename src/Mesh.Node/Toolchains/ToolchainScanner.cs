using Mesh.Compile.Targets;

namespace Mesh.Node.Toolchains;

/// <summary>Finds the compilers in a list of directories, each installation once, in the order of the directories.</summary>
internal static class ToolchainScanner
{
    public static IReadOnlyList<CompilerCandidate> Find(IEnumerable<ToolchainDirectory> directories) =>
        [.. directories
            .SelectMany(directory => CompilerFiles(directory.Path).Select(path => Resolve(path, directory.Origin))).OfType<CompilerCandidate>()
            .GroupBy(candidate => candidate.Stamp.RealPath)
            .Select(SpellingOfC)];

    /// <summary>Whether that program is called as compilers are.</summary>
    public static bool IsNamedCompiler(string path) => CompilerNames.IsCompiler(Path.GetFileName(path));

    private static IEnumerable<string> CompilerFiles(string directory)
    {
        try
        {
            // Sorted: the order of a directory's entries differs from machine to machine.
            return Directory.EnumerateFiles(directory).Where(IsNamedCompiler).OrderBy(path => path, StringComparer.Ordinal).ToList();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // PATH names many a directory that is not there
        }
    }

    private static CompilerCandidate? Resolve(string path, ToolchainOrigin origin)
    {
        if (RealPath.Of(path) is not { } real || CompilerNames.IsWrapper(Path.GetFileName(real)) || IsScript(real)) return null;

        // A link may be turned to the next version between two scans, so the file behind it is run; unless that one
        // goes by its caller's name (buildroot's toolchain-wrapper).
        var run = IsNamedCompiler(real) ? real : path;
        return FileStamp.Of(real) is { } stamp ? new CompilerCandidate(run, stamp, origin) : null;
    }

    /// <summary>A script (musl-gcc, Nix' and pyenv's wrappers) answers -v with another compiler's words, and adds options of its own.</summary>
    private static bool IsScript(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return file.ReadByte() == '#' && file.ReadByte() == '!';
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true; // what we cannot read we do not run
        }
    }

    private static CompilerCandidate SpellingOfC(IEnumerable<CompilerCandidate> spellings) =>
        spellings.OrderBy(candidate => CompilerNames.IsCPlusPlus(Path.GetFileName(candidate.Path)) ? 1 : 0).First();
}
