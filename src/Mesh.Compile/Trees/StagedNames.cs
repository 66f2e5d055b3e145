using Mesh.Compile.Messages;

namespace Mesh.Compile.Trees;

/// <summary>
/// A client's names of files, staged below a folder of the helper's, and back. What is relative stands in the client's working directory there, behind a "/./" that nothing else has: so what a
/// compiler prints of a name tells whether the client would have called the file by its whole path. Pure.
/// </summary>
internal sealed class StagedNames
{
    /// <summary>More folders than any project nests: each costs one on the helper's disk.</summary>
    private const int MostParts = 64;

    /// <summary>gcc takes such a file or folder in place of the header beside it, as an image of its own memory: no peer's is to be trusted so far.</summary>
    private const string Precompiled = ".gch";

    private readonly string _workingDirectory;
    private readonly string _folder;
    private readonly string _root;
    private readonly string _relative;

    /// <param name="folder">The job's own, whose name occurs nowhere in the client's files.</param>
    /// <param name="workingDirectory">The client's; see <see cref="IsDirectory"/>.</param>
    public StagedNames(string folder, string workingDirectory)
    {
        (_workingDirectory, _folder, _root) = (workingDirectory, folder, folder + "/tree");
        _relative = $"{_root}{workingDirectory}/./";
    }

    /// <summary>The names that come before a file's own; the one of two that is the other's beginning comes first.</summary>
    public IReadOnlyList<string> Prefixes => [_root, _relative];

    /// <summary>Whether a working directory is one that names can be held against.</summary>
    public static bool IsDirectory(string path) => path.StartsWith('/') && IsName(path) && Parts(path) is { } parts && path == "/" + string.Join("/", parts);

    /// <summary>Whether a compiler prints a name as it is, and in a path among others it ends where it ends.</summary>
    public static bool IsName(string name) => name.Length is > 0 and < 4096 && !name.Any(character => char.IsControl(character) || character is '"' or '\\' or ':' or '\uFFFD')
        && name.Count(character => character == '/') <= MostParts && !name.Split('/').Any(part => part.EndsWith(Precompiled, StringComparison.Ordinal));

    /// <summary>Whether a staged name was a relative one.</summary>
    public bool IsRelative(string staged) => staged.StartsWith(_relative, StringComparison.Ordinal);

    public string Of(string name) => (name.StartsWith('/') ? _root : _relative) + name;

    /// <summary>Where that is when links and detours are left out; null for what is not below the folder.</summary>
    public string? PlaceOf(string staged) => Parts(staged) is { } parts && "/" + string.Join("/", parts) is { } place && place.StartsWith(_root + "/", StringComparison.Ordinal) ? place : null;

    /// <summary>What was printed, with the client's names.</summary>
    public byte[] GiveBack(byte[] printed) => MarkerLines.Latin1.GetBytes(GiveBack(MarkerLines.Latin1.GetString(printed)));

    /// <summary>As above, byte for character.</summary>
    public string GiveBack(string printed) => printed
        .Replace(MarkerLines.Bytes(_relative), "", StringComparison.Ordinal)
        .Replace(MarkerLines.Bytes(_root), "", StringComparison.Ordinal)
        .Replace(MarkerLines.Bytes($"\"{_folder}//\""), MarkerLines.Bytes($"\"{_workingDirectory}//\""), StringComparison.Ordinal); // the marker of -fworking-directory

    /// <summary>The folders that must be there before a file of that name can be opened, also those that it leaves again.</summary>
    public IEnumerable<string> FoldersOf(string staged)
    {
        for (int slash = staged.IndexOf('/', _root.Length + 1); slash >= 0; slash = staged.IndexOf('/', slash + 1))
        {
            if (PlaceOf(staged[..slash]) is { } place)
            {
                yield return place;
            }
        }
    }

    // Null where it goes up further than it went down.
    private static List<string>? Parts(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return null;
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return parts;
    }
}
