namespace Mesh.Compile.Classification;

/// <summary>
/// clang's debug information names the source by the directory's name under which it met that directory first: that of an include option, or the current one. Of
/// preprocessed text it knows only the source's own spelling. So where the spellings differ, the names would.
/// </summary>
internal static class ClangMainFile
{
    private static readonly string[] DirectoryOptions = ["-I", "-iquote", "-isystem", "-idirafter"];

    /// <summary>Whether the source's directory has another name too on this command line; by the names alone, links are not followed.</summary>
    public static bool HasTwoNames(string source, IReadOnlyList<string> preprocess, string workingDirectory)
    {
        int slash = source.LastIndexOf('/');
        string spelled = slash < 0 ? "." : slash == 0 ? "/" : source[..slash];
        string directory = Plain(spelled, workingDirectory);
        return spelled != "." && (directory == Plain(".", workingDirectory) || IncludeDirectories(preprocess).Any(other => other != spelled && Plain(other, workingDirectory) == directory));
    }

    private static IEnumerable<string> IncludeDirectories(IReadOnlyList<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            foreach (var option in DirectoryOptions)
            {
                if (words[i] == option && i + 1 < words.Count)
                {
                    yield return words[i + 1];
                }
                else if (words[i].Length > option.Length && words[i].StartsWith(option, StringComparison.Ordinal))
                {
                    yield return words[i][option.Length..];
                }
            }
        }
    }

    private static string Plain(string path, string workingDirectory)
    {
        var parts = new List<string>();
        foreach (var part in (path.StartsWith('/') ? path : $"{workingDirectory}/{path}").Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "." or ".."))
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }
}
