namespace Mesh.Compile.Layout;

/// <summary>Reads the names in a directive as <see cref="DirectiveLines"/> gives it.</summary>
internal static class DirectiveWords
{
    /// <summary>Its own: <c>define</c>, <c>if</c>...; a number for a marker, nothing for a lone <c>#</c>.</summary>
    public static string First(string directive)
    {
        int begin = 1;
        while (begin < directive.Length && directive[begin] is ' ' or '\t' or '\f' or '\v')
        {
            begin++;
        }

        return directive[begin..End(directive, begin)];
    }

    /// <summary>The names behind that word. What stands in quotes is not told apart.</summary>
    public static IEnumerable<string> Behind(string directive, string word)
    {
        int end = 0;
        for (int at = directive.IndexOf(word, StringComparison.Ordinal) + word.Length; at < directive.Length; at = Math.Max(end, at + 1))
        {
            end = End(directive, at);
            if (end > at && !char.IsDigit(directive[at]))
            {
                yield return directive[at..end];
            }
        }
    }

    private static int End(string directive, int at)
    {
        while (at < directive.Length && directive[at] is '_' or '$' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'))
        {
            at++;
        }

        return at;
    }
}
