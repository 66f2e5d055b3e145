namespace Mesh.Compile.Classification;

/// <summary>Looks into options that carry others: <c>-Wp,</c> for the preprocessor and <c>-Wa,</c> for the assembler.</summary>
internal static class PassThrough
{
    private static readonly HashSet<string> AssemblerWords = new(StringComparer.Ordinal)
    {
        "--noexecstack", "--execstack", "--fatal-warnings", "--no-warn", "-W", "--warn", "--no-pad-sections", "--32", "--64", "--x32",
        "--compress-debug-sections", "--nocompress-debug-sections", "--strip-local-absolute", "--keep-locals", "-L", "--size-check=error",
        "--size-check=warning", "-mno-warn-deprecated", "-mthumb", "-mthumb-interwork", "-EL", "-EB", "-mno-fix-loongson3-llsc", "-mips32", "-mno-relax",
        "-mrelax", "-many",
    };

    private static readonly string[] AssemblerBeginnings =
    [
        "--compress-debug-sections=", "-march=", "-mcpu=", "-mfpu=", "-mfloat-abi=", "-mimplicit-it=", "-mrelax-relocations=", "-meabi=",
        "-mx86-used-note=", "-mbranches-within-32B-boundaries", "-malign-branch", "-mabi=", "-mtune=", "--generate-missing-build-notes=",
        "-mmnemonic=", "-msyntax=",
    ];

    /// <summary>Whether every word of a <c>-Wa,</c> list is known to touch no file and print nothing.</summary>
    public static bool IsHarmlessForAssembler(string words) => words.Split(',').All(word =>
        AssemblerWords.Contains(word) || Array.Exists(AssemblerBeginnings, beginning => word.StartsWith(beginning, StringComparison.Ordinal)));

    /// <summary>Whether a <c>-Wp,</c> list only defines macros and names include directories.</summary>
    public static bool IsPlainForPreprocessor(string words) => words.Split(',').All(word =>
        word.Length > 2 && word[0] == '-' && word[1] is 'D' or 'U' or 'I');

    /// <summary>Whether this word, handed to clang's compiler proper after <paramref name="before"/>, only chooses among the processors and features of a target.</summary>
    /// <param name="before">The word that was handed on before it, when its value is still to come; else null.</param>
    public static bool IsTargetWord(string? before, string word) => before is null
        ? TakesTargetValue(word)
        : word.Length > 0 && word.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '+' or '-' or '.' or '_');

    /// <summary>Whether the next word that is handed on is the value of this one. clang's compiler proper sees them side by side, whatever stood between.</summary>
    public static bool TakesTargetValue(string word) => word is "-target-cpu" or "-tune-cpu" or "-target-feature";
}
