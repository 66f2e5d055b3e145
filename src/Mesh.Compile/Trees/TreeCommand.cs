using Mesh.Compile.Arguments;
using Mesh.Compile.Classification;

namespace Mesh.Compile.Trees;

/// <summary>A helper's commands for a staged tree of files: one for the text that it preprocesses to, one for what the compiler says of it. gcc's.</summary>
/// <param name="options">Of the compile, held against the allow-list already, pins before them.</param>
/// <param name="words">See <see cref="TreeWords"/>; files by their staged names.</param>
/// <param name="path">By staged names.</param>
internal sealed class TreeCommand(SourceLanguage language, IReadOnlyList<string> options, IReadOnlyList<string> words, IncludePath path, StagedNames names, string source)
{
    /// <summary>The header that gcc reads before everything, where the system has it and the standard directories are in use.</summary>
    private const string Preincluded = "stdc-predef.h";

    private const string MacroMap = "-fmacro-prefix-map=";

    /// <summary>Options that give the beginning of a file's name, then another for it; the stronger one last.</summary>
    private static readonly string[] Maps = [MacroMap, "-ffile-prefix-map="];

    /// <summary>Whether the preprocessor at home has read <see cref="Preincluded"/>.</summary>
    public bool Preincludes { get; init; }

    /// <summary>The variable that names the directories of <see cref="IncludePath.Aware"/>, and its value.</summary>
    public (string Name, string Value) Variable => (language == SourceLanguage.C ? "C_INCLUDE_PATH" : "CPLUS_INCLUDE_PATH", string.Join(":", path.Aware));

    /// <summary>Prints what the client's preprocessor has printed, but for names.</summary>
    public IReadOnlyList<string> Text(PreprocessMode mode) =>
        [.. Common(), .. mode == PreprocessMode.DirectivesOnly ? (string[])["-fdirectives-only"] : [], "-E", "-fpch-preprocess", source];

    /// <summary>Compiles, to assembly text: an assembler could be made to show files.</summary>
    public IReadOnlyList<string> Messages(string output) => [.. Common(), "-S", "-o", output, source];

    // A system's header goes by its whole path where that is the shorter one: at home it seldom is, of a relative directory, and here it always would be.
    private bool NamesAreLonger => path.System.Concat(path.Aware).Concat(path.After).Any(names.IsRelative);

    // gcc tries the last that fits first, and those of -ffile-prefix-map before all of -fmacro-prefix-map. Here ours stand for names that no map of the user's fits: so his for absolute
    // names come before ours for relative ones, which look absolute as well.
    private IEnumerable<string> NameMaps()
    {
        List<string> users = [.. Maps.SelectMany(map => options.Where(option => option.StartsWith(map, StringComparison.Ordinal)).Select(option => option[map.Length..]))];
        return new[] { $"{names.Prefixes[0]}=" }
            .Concat(users.Where(map => map.StartsWith('/')).Select(names.Of))
            .Append($"{names.Prefixes[1]}=")
            .Concat(users.Where(map => !map.StartsWith('/')).Select(names.Of))
            .Select(map => MacroMap + map);
    }

    private static bool IsMap(string option) => Array.Exists(Maps, map => option.StartsWith(map, StringComparison.Ordinal));

    private List<string> Common() =>
    [
        .. NameMaps(), .. options.Where(option => !IsMap(option)), "-nostdinc",
        .. path.Quoted.SelectMany(directory => new[] { "-iquote", directory }), .. path.User.SelectMany(directory => new[] { "-I", directory }),
        .. path.System.SelectMany(directory => new[] { "-isystem", directory }), .. path.After.SelectMany(directory => new[] { "-idirafter", directory }),
        .. NamesAreLonger ? (string[])["-fno-canonical-system-headers"] : [],
        .. Preincludes ? (string[])["-include", Preincluded] : [], .. words,
        "-MD", "-MF", HelperCommand.OpenedFile, "-MT", "x", "-pipe", "-x", language == SourceLanguage.C ? "c" : "c++",
    ];
}
