using System.Text;

namespace Mesh.Compile.Arguments;

/// <summary>Splits the text of a response file (<c>@file</c>) into words, where libiberty's <c>buildargv</c> (gcc) and LLVM's <c>TokenizeGNUCommandLine</c> (clang) agree.</summary>
internal static class ResponseFileText
{
    /// <summary>Null for a text that the two would split differently, or that is not meant to be one: an open quote, a last backslash, an empty word, odd blanks.</summary>
    public static IReadOnlyList<string>? Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var begun = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is '\0' or '\v' or '\f' || (c == '\\' && i + 1 == text.Length))
            {
                return null;
            }

            if (c == '\\')
            {
                word.Append(text[++i]); // also between quotes of either kind
                begun = true;
            }
            else if (quote != '\0' ? c == quote : c is '"' or '\'')
            {
                quote = quote == '\0' ? c : '\0';
                begun = true;
            }
            else if (quote != '\0' || c is not (' ' or '\t' or '\r' or '\n'))
            {
                word.Append(c);
                begun = true;
            }
            else if (!TryEnd(words, word, ref begun))
            {
                return null;
            }
        }

        return quote == '\0' && TryEnd(words, word, ref begun) ? words : null;
    }

    private static bool TryEnd(List<string> words, StringBuilder word, ref bool begun)
    {
        if (begun && word.Length == 0)
        {
            return false; // "" is an argument to gcc and nothing to clang
        }

        if (begun)
        {
            words.Add(word.ToString());
            word.Clear();
            begun = false;
        }

        return true;
    }
}
