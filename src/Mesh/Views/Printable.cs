using System.Globalization;
using System.Text;

namespace Mesh.Views;

/// <summary>Names come from other machines: what would steer the terminal, or hide in it, is shown as a question mark.</summary>
internal static class Printable
{
    public static string Of(string text)
    {
        if (!text.Any(Steers)) return text;
        var plain = new StringBuilder(text);
        for (var i = 0; i < plain.Length; i++)
        {
            if (Steers(plain[i])) plain[i] = '?';
        }
        return plain.ToString();
    }

    private static bool Steers(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse;
}
