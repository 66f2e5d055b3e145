using Mesh.Compile.Trees;
using Mesh.Wire.Messages;

namespace Mesh.Node.Helper;

/// <summary>A client's files in a job's directory.</summary>
internal sealed class StagedFiles
{
    /// <summary>Folders of one tree; twice what the largest projects' headers need.</summary>
    private const int MostFolders = 16 * 1024;

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _places = [];
    private readonly HashSet<string> _folders = [];

    private StagedFiles(StagedNames names) => Names = names;

    public StagedNames Names { get; }

    /// <summary>Null, with the reason, where the names are none, lead elsewhere or contradict each other.</summary>
    public static StagedFiles? TryLayOut(SourceTree tree, JobFolder folder, out string whyNot)
    {
        whyNot = "a name that cannot be staged, or two files at one place";
        if (!StagedNames.IsDirectory(tree.WorkingDirectory)) return null;
        var files = new StagedFiles(new StagedNames(folder.FullPath, tree.WorkingDirectory));
        string[] directories = [".", .. tree.QuotedDirectories, .. tree.UserDirectories, .. tree.SystemDirectories, .. tree.AwareDirectories, .. tree.AfterDirectories];
        try
        {
            return directories.All(files.AddDirectory) && tree.Files.All(files.Add) ? files : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            whyNot = e.Message; // a folder where a file is, too
            return null;
        }
    }

    /// <summary>The file's name here; null where there is none.</summary>
    public string? Find(string name) => StagedNames.IsName(name) && Names.Of(name) is { } staged && Names.PlaceOf(staged) is { } place && _places.ContainsKey(place) ? staged : null;

    /// <summary>Whether a name that a compiler printed is that of a file here.</summary>
    public bool Has(string staged) => Names.PlaceOf(staged) is { } place && _places.ContainsKey(place);

    /// <param name="rule">Where the compiler has written what it opened.</param>
    public bool AreAllThatWereOpened(string rule) =>
        File.Exists(rule) && MakeRule.Prerequisites(File.ReadAllText(rule)) is { Count: > 0 } opened && opened.All(Has);

    private bool AddDirectory(string name)
    {
        if (!StagedNames.IsName(name)) return false;
        return MakeFolders(Names.Of(name) + "/") && (Names.PlaceOf(Names.Of(name) + "/.") is not null || name == "/");
    }

    private bool Add(NamedFile file)
    {
        if (!StagedNames.IsName(file.Name) || Names.Of(file.Name) is not { } staged || Names.PlaceOf(staged) is not { } place) return false;
        if (_places.TryGetValue(place, out var there)) return there.Span.SequenceEqual(file.Bytes.Span);
        if (!MakeFolders(staged)) return false;
        using (var stream = new FileStream(place, FileMode.CreateNew)) stream.Write(file.Bytes.Span);
        _places.Add(place, file.Bytes);
        return true;
    }

    private bool MakeFolders(string staged)
    {
        foreach (var folder in Names.FoldersOf(staged))
        {
            if (!_folders.Add(folder)) continue;
            if (_folders.Count > MostFolders) return false;
            Directory.CreateDirectory(folder);
        }

        return true;
    }
}
