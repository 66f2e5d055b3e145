using System.Text;

namespace Mesh.Compile.Trees;

/// <summary>Reads the rule that gcc's <c>-MD</c> writes.</summary>
internal static class MakeRule
{
    /// <summary>What stands behind the rule's colon: the files that were opened.</summary>
    /// <param name="rule">A target that is a plain word, and its prerequisites, as GNU make quotes them.</param>
    public static IReadOnlyList<string> Prerequisites(string rule)
    {
        var names = new List<string>();
        var name = new StringBuilder();
        for (int i = rule.IndexOf(':') + 1; i < rule.Length; i++)
        {
            bool isQuoted = i + 1 < rule.Length && ((rule[i] == '\\' && rule[i + 1] is ' ' or '#' or '\\' or ':') || (rule[i] == '$' && rule[i + 1] == '$'));
            if (isQuoted)
            {
                name.Append(rule[++i]);
            }
            else if (char.IsWhiteSpace(rule[i]) || (rule[i] == '\\' && i + 1 < rule.Length && rule[i + 1] == '\n'))
            {
                Take(names, name);
            }
            else
            {
                name.Append(rule[i]);
            }
        }

        Take(names, name);
        return names;
    }

    private static void Take(List<string> names, StringBuilder name)
    {
        if (name.Length > 0)
        {
            names.Add(name.ToString());
            name.Clear();
        }
    }
}
