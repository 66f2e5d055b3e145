using Mesh.Compile.Layout;

namespace Mesh.Compile.Trees;

/// <summary>The same search told to another gcc by options and variables, which make a header's directory what it is at home: the user's, the system's, or one whose headers know C++.</summary>
/// <param name="Quoted"><c>-iquote</c>.</param>
/// <param name="User"><c>-I</c>.</param>
/// <param name="System"><c>-isystem</c>: in C++, headers there are taken for C.</param>
/// <param name="Aware">By <c>CPLUS_INCLUDE_PATH</c> or its like for C: the system's, without that.</param>
/// <param name="After"><c>-idirafter</c>: as <paramref name="System"/>, behind those.</param>
internal sealed record IncludePath(
    IReadOnlyList<string> Quoted, IReadOnlyList<string> User, IReadOnlyList<string> System, IReadOnlyList<string> Aware, IReadOnlyList<string> After)
{
    public IEnumerable<string> All => [.. Quoted, .. User, .. System, .. Aware, .. After];

    /// <param name="search">What the gcc at home says.</param>
    /// <param name="named">Directories that the user named by <c>-I</c> or <c>CPATH</c>.</param>
    /// <param name="entered">The headers that it found: as their line markers have it, they are the system's, and C or not.</param>
    public static IncludePath Of(IncludeSearch search, IReadOnlyCollection<string> named, IReadOnlyCollection<EnteredFile> entered)
    {
        var all = search.Bracketed;
        int system = 0;
        for (int i = 0; i < all.Count; i++)
        {
            system = named.Contains(all[i]) ? i + 1 : system;
        }

        int aware = all.Count, after = all.Count;
        foreach (var file in entered)
        {
            if (file is { IsSystem: true, IsExternC: false } && DirectoryOf(file.Name, all, system) is { } at)
            {
                (aware, after) = aware == all.Count ? (at, at + 1) : (Math.Min(aware, at), Math.Max(after, at + 1));
            }
        }

        return new IncludePath(search.Quoted, [.. all.Take(system)], [.. all.Take(aware).Skip(system)], [.. all.Take(after).Skip(aware)], [.. all.Skip(after)]);
    }

    private static int? DirectoryOf(string name, IReadOnlyList<string> directories, int from)
    {
        int? found = null;
        for (int i = from; i < directories.Count; i++)
        {
            bool isWithin = name.StartsWith(directories[i] + "/", StringComparison.Ordinal);
            found = isWithin && (found is not { } other || directories[other].Length < directories[i].Length) ? i : found;
        }

        return found;
    }
}
