namespace Mesh.Compile.Messages;

/// <summary>In which language and characters a compiler of the caller's would speak.</summary>
internal static class MessageLanguage
{
    /// <summary>Whether its messages are the untranslated ones.</summary>
    public static bool IsEnglish(IReadOnlyDictionary<string, string> environment)
    {
        var locale = Locale(environment, "LC_MESSAGES");
        return IsPlain(locale)
            || (IsEnglish(locale) && (!environment.TryGetValue("LANGUAGE", out var languages) || languages.Length == 0 || languages.Split(':').All(IsEnglish)));
    }

    /// <summary>Whether its characters are ASCII without asking: quotes are <c>'</c> then, else they are those of the character set.</summary>
    public static bool IsAscii(IReadOnlyDictionary<string, string> environment) => Locale(environment, "LC_CTYPE") is "C" or "POSIX";

    private static bool IsPlain(string locale) => locale is "C" or "POSIX" or "C.UTF-8" or "C.utf8";

    // British English has a translation of its own in some packages.
    private static bool IsEnglish(string locale) => IsPlain(locale) || locale == "en" || locale.StartsWith("en_US", StringComparison.Ordinal);

    // POSIX, "Internationalization Variables": LC_ALL, then the category's own, then LANG; an empty one counts as unset.
    private static string Locale(IReadOnlyDictionary<string, string> environment, string category)
    {
        foreach (var name in (string[])["LC_ALL", category, "LANG"])
        {
            if (environment.TryGetValue(name, out var value) && value.Length > 0)
            {
                return value;
            }
        }

        return "C";
    }
}
