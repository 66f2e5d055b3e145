using Mesh.Compile.Arguments;

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

    private static readonly HashSet<string> ClangWords = new(StringComparer.Ordinal)
    {
        "-disable-free", "-disable-lifetime-markers", "-disable-llvm-passes", "-disable-llvm-verifier", "-disable-noundef-analysis", "-disable-O0-optnone",
        "-disable-red-zone", "-mno-constructor-aliases", "-mnoexecstack", "-mrelax-all",
    };

    /// <summary>Parts of the names of LLVM's options that load, write or show something.</summary>
    private static readonly string[] LlvmFilesAndViewers = ["view", "dot", "graph", "dump", "print", "file", "path", "dir", "load", "plugin", "stats"];

    private static readonly string[] AssemblerBeginnings =
    [
        "--compress-debug-sections=", "-march=", "-mcpu=", "-mfpu=", "-mfloat-abi=", "-mimplicit-it=", "-mrelax-relocations=", "-meabi=",
        "-mx86-used-note=", "-mbranches-within-32B-boundaries", "-malign-branch", "-mabi=", "-mtune=", "--generate-missing-build-notes=",
        "-mmnemonic=", "-msyntax=",
    ];

    /// <summary>Words that make the assembler write an object of another kind than the compiler's own target.</summary>
    private static readonly string[] AssemblerTargets = ["-EL", "-EB", "--32", "--64", "--x32", "-march=", "-mabi=", "-meabi=", "-mfloat-abi="];

    /// <summary>Whether an option may change what kind of object the assembler makes, of which the compiler's own macros say nothing.</summary>
    public static bool MayChangeObject(string option) => option.StartsWith("-Wa,", StringComparison.Ordinal)
        && option.Split(',').Any(word => Array.Exists(AssemblerTargets, beginning => word.StartsWith(beginning, StringComparison.Ordinal)));

    /// <summary>Whether every word of a <c>-Wa,</c> list is known to touch no file and print nothing.</summary>
    public static bool IsHarmlessForAssembler(string words) => words.Split(',').All(word =>
        AssemblerWords.Contains(word) || Array.Exists(AssemblerBeginnings, beginning => word.StartsWith(beginning, StringComparison.Ordinal)));

    /// <summary>Whether a <c>-Wp,</c> list only defines macros and names include directories.</summary>
    public static bool IsPlainForPreprocessor(string words) => words.Split(',').All(word =>
        word.Length > 2 && word[0] == '-' && word[1] is 'D' or 'U' or 'I');

    /// <summary>The <c>-Wp,</c> list without its include directories: no word, or one. The preprocessor heeds it behind all others, so it keeps its form.</summary>
    public static IEnumerable<string> Macros(string words)
    {
        var macros = words.Split(',').Where(IsMacro).ToList();
        return macros.Count == 0 ? [] : [$"-Wp,{string.Join(",", macros)}"];
    }

    /// <summary>Whether a <c>-Wp,</c> list only defines macros.</summary>
    public static bool IsMacrosForPreprocessor(string words) => words.Split(',').All(IsMacro);

    private static bool IsMacro(string word) => word.Length > 2 && word[0] == '-' && word[1] is 'D' or 'U';

    /// <summary>Whether this word, handed to clang's compiler proper after <paramref name="before"/>, names no file: it chooses among a target's processors and features, or is a
    /// switch of the driver's or of the optimiser's.</summary>
    /// <param name="before">The word that was handed on before it, when its value is still to come; else null.</param>
    public static bool IsHarmlessForClang(string? before, string word) => before is null
        ? TakesValue(word) || ClangWords.Contains(word) || word.StartsWith("-mframe-pointer=", StringComparison.Ordinal) || IsDriversSwitch(word)
        : word.Length > 0 && word.All(c => IsLetterOrDigit(c) || c is '+' or '-' or '.' or '_');

    /// <summary>The word whose value comes next; null when none does. clang's compiler proper sees the two side by side, whatever stood between.</summary>
    /// <param name="before">As above.</param>
    public static string? AwaitingBehind(string? before, string word) => before is null && TakesValue(word) ? word : null;

    /// <summary>Whether an option of LLVM's own is about a number, which names no file. 1 stands for true as well, and where it does so for a viewer, a program runs.</summary>
    public static bool IsNumberForLlvm(string word)
    {
        int equals = word.IndexOf('=');
        return equals > 1 && equals < word.Length - 1 && word[0] == '-'
            && word.Take(equals).All(c => IsLetterOrDigit(c) || c == '-') && word.Skip(equals + 1).All(c => c is >= '0' and <= '9')
            && !Array.Exists(LlvmFilesAndViewers, name => word.IndexOf(name, 0, equals, StringComparison.Ordinal) >= 0);
    }

    private static bool TakesValue(string word) => word is "-target-cpu" or "-tune-cpu" or "-target-feature";

    // A word that both know is the same option to both.
    private static bool IsDriversSwitch(string word) => word.StartsWith("-f", StringComparison.Ordinal)
        && OptionTable.For(CompilerFamily.Clang).Find(word) is { Use: OptionUse.Travel, Shape: OptionShape.Exact };

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
