using Mesh.Compile.Arguments;

namespace Mesh.Compile.Classification;

/// <summary>What a driver makes of an input's name.</summary>
internal static class SourceName
{
    private static readonly Dictionary<string, string> OtherSuffixes = new(StringComparer.Ordinal)
    {
        ["i"] = LocalReasons.AlreadyPreprocessed,
        ["ii"] = LocalReasons.AlreadyPreprocessed,
        ["s"] = LocalReasons.AssemblerSource,
        ["S"] = LocalReasons.AssemblerSource,
        ["sx"] = LocalReasons.AssemblerSource,
        ["asm"] = LocalReasons.AssemblerSource,
        ["h"] = LocalReasons.PrecompiledHeader,
        ["hh"] = LocalReasons.PrecompiledHeader,
        ["hpp"] = LocalReasons.PrecompiledHeader,
        ["hxx"] = LocalReasons.PrecompiledHeader,
        ["H"] = LocalReasons.PrecompiledHeader,
        ["m"] = LocalReasons.OtherLanguage,
        ["mm"] = LocalReasons.OtherLanguage,
        ["M"] = LocalReasons.OtherLanguage,
        ["mi"] = LocalReasons.OtherLanguage,
        ["mii"] = LocalReasons.OtherLanguage,
        ["f"] = LocalReasons.OtherLanguage,
        ["f90"] = LocalReasons.OtherLanguage,
        ["F90"] = LocalReasons.OtherLanguage,
        ["go"] = LocalReasons.OtherLanguage,
        ["d"] = LocalReasons.OtherLanguage,
        ["adb"] = LocalReasons.OtherLanguage,
        ["cu"] = LocalReasons.OtherLanguage,
        ["cl"] = LocalReasons.OtherLanguage,
        ["ll"] = LocalReasons.OtherLanguage,
        ["cppm"] = "modules",
        ["ixx"] = "modules",
    };

    public static SourceLanguage? Language(string source) => Suffix(source) switch
    {
        "c" => SourceLanguage.C,
        "cc" or "cp" or "cxx" or "cpp" or "CPP" or "c++" or "C" => SourceLanguage.Cxx,
        _ => null,
    };

    /// <summary>Why an input that is neither C nor C++ stays here.</summary>
    public static Blame Blame(string input) =>
        new(OtherSuffixes.TryGetValue(Suffix(input), out var code) ? code : LocalReasons.NotASource, $"{input} is not C or C++ source by its name");

    /// <summary>The file's name without directories, its suffix replaced: what drivers call a result when not told.</summary>
    public static string WithSuffix(string path, string suffix) => WithSuffixInPlace(path[(path.LastIndexOf('/') + 1)..], suffix);

    /// <summary>The path with its file's suffix replaced.</summary>
    public static string WithSuffixInPlace(string path, string suffix)
    {
        int dot = path.LastIndexOf('.');
        return (dot > path.LastIndexOf('/') ? path[..dot] : path) + suffix;
    }

    // To gcc a name that is all suffix, ".c", has none.
    private static string Suffix(string path)
    {
        int dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') + 1 ? path[(dot + 1)..] : "";
    }
}
