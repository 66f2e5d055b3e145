using Mesh.Compile.Targets;

namespace Mesh.Node.Toolchains;

/// <summary>Finds the compilers in a list of directories, each installation once, in the order of the directories.</summary>
internal static class ToolchainScanner
{
    /// <summary>All that has a compiler's name, whatever it is.</summary>
    public static IReadOnlyList<(NamedFile File, ToolchainOrigin Origin)> Named(IEnumerable<ToolchainDirectory> directories) =>
        [.. directories.SelectMany(directory => CompilerFiles(directory.Path).Select(path => (NamedFile.Of(path), directory.Origin)))];

    public static IReadOnlyList<CompilerCandidate> Candidates(IEnumerable<(NamedFile File, ToolchainOrigin Origin)> named) =>
        [.. named
            .Select(one => Candidate(one.File, one.Origin)).OfType<CompilerCandidate>()
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

    private static CompilerCandidate? Candidate(NamedFile named, ToolchainOrigin origin)
    {
        if (named is not { MayBeProgram: true, File: { } stamp } || CompilerNames.IsWrapper(Path.GetFileName(stamp.RealPath)) || IsScript(stamp.RealPath)) return null;

        // A link may be turned to the next version between two scans, so the file behind it is run; unless that one
        // goes by its caller's name (buildroot's toolchain-wrapper).
        return new CompilerCandidate(IsNamedCompiler(stamp.RealPath) ? stamp.RealPath : named.Path, stamp, origin);
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
