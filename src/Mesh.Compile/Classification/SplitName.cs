using Mesh.Compile.Arguments;

namespace Mesh.Compile.Classification;

/// <summary>
/// The name by which an object knows the file of its debug information (<c>DW_AT_dwo_name</c>): as the caller's compiler calls it, from the caller's directory.
/// clang is told the name apart from the place. gcc's name is the place, so a helper makes the file there, below the job's directory.
/// </summary>
internal static class SplitName
{
    public const string Suffix = ".dwo";

    /// <summary>Of a whole name and of one part of it: far below what file systems take, wherever the job's directory is.</summary>
    private const int MostCharacters = 1000, MostOfPart = 200;

    /// <summary>Since then gcc has <c>-dumpdir</c>, and all clangs name as the one that was tried.</summary>
    private const int FirstGcc = 11, FirstClang = 14;

    /// <summary>Whether that compiler takes the two apart, or its name is its place.</summary>
    public static bool IsPlace(CompilerFamily family) => family == CompilerFamily.Gcc;

    /// <summary>Whether a compiler can be made to write it into an object, and, where it is a place, whether that is below the directory it starts from.</summary>
    public static bool IsFit(string name, CompilerFamily family, int compilerMajor) =>
        compilerMajor >= (family == CompilerFamily.Gcc ? FirstGcc : FirstClang)
        && name.Length is > 0 and <= MostCharacters && name.EndsWith(Suffix, StringComparison.Ordinal) && Stem(name) is not ("" or "." or "..")
        && (name[0] == '/' && !IsPlace(family) ? name[1..] : name).Split('/').All(part => IsFitPart(part, family));

    /// <summary>What makes a compiler write it.</summary>
    public static IReadOnlyList<string> Options(string name, CompilerFamily family) => family == CompilerFamily.Clang
        ? ["-Xclang", "-split-dwarf-file", "-Xclang", name]
        : ["-dumpdir", Folder(name), "-dumpbase", Stem(name), "-dumpbase-ext", ""]; // an empty folder, too: else that of -o counts

    // An empty part is one that clang leaves out; other characters may mean something to a driver's specs, and drivers read options from the file behind a first @.
    private static bool IsFitPart(string part, CompilerFamily family) =>
        part.Length is > 0 and <= MostOfPart && part[0] is not ('-' or '@') && (part != ".." || !IsPlace(family)) && part.All(IsFitCharacter);

    private static bool IsFitCharacter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-' or '+' or '=' or ',' or '~' or '@';

    private static string Folder(string name) => name[..(name.LastIndexOf('/') + 1)];

    private static string Stem(string name) => name[(name.LastIndexOf('/') + 1)..^Suffix.Length];
}
