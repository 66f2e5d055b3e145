using System.Text.RegularExpressions;

namespace Mesh.Compile.Messages;

/// <summary>What a compiler said, as lines.</summary>
internal static class MessageLines
{
    private static readonly Regex Colour = new("\u001b\\[[0-9;]*[mK]", RegexOptions.CultureInvariant);

    public static IReadOnlyList<string> Of(string said) => said.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static string WithoutColours(string said) => Colour.Replace(said, "");

    /// <summary>The text as gcc has it where the characters are ASCII.</summary>
    public static string WithPlainQuotes(string said) => said.Replace('\u2018', '\'').Replace('\u2019', '\'');

    /// <summary>Whether all of the first are among the others, in their order.</summary>
    public static bool AreAmong(IEnumerable<string> some, IReadOnlyList<string> all)
    {
        int at = 0;
        foreach (var line in some)
        {
            while (at < all.Count && all[at] != line)
            {
                at++;
            }

            if (at++ == all.Count)
            {
                return false;
            }
        }

        return true;
    }
}
