namespace Mesh.Compile.Trees;

/// <summary>Where a gcc looks for headers, by its own words (<c>-v</c>): the directories as it calls them, in its order, without those that do not exist.</summary>
/// <param name="Quoted">Only for <c>#include "..."</c>.</param>
/// <param name="Bracketed">For both forms.</param>
internal sealed record IncludeSearch(IReadOnlyList<string> Quoted, IReadOnlyList<string> Bracketed)
{
    private const string QuotedBegin = "#include \"...\" search starts here:", BracketedBegin = "#include <...> search starts here:", AllEnd = "End of search list.";

    /// <summary>Null where the text, which must be in English, has no list.</summary>
    public static IncludeSearch? Read(string said)
    {
        List<string> quoted = [], bracketed = [];
        List<string>? list = null;
        foreach (var line in said.Split('\n'))
        {
            switch (line)
            {
                case QuotedBegin:
                    list = quoted;
                    break;
                case BracketedBegin:
                    list = bracketed;
                    break;
                case AllEnd when list == bracketed:
                    return new IncludeSearch(quoted, bracketed);
                default:
                    if (line.StartsWith(' '))
                    {
                        list?.Add(line[1..]);
                    }

                    break;
            }
        }

        return null;
    }
}
