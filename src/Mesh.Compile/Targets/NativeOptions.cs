using Mesh.Compile.Arguments;

namespace Mesh.Compile.Targets;

/// <summary>
/// Spells out what <c>-march=native</c> and its kin mean on the machine that the command was typed on. The driver itself is asked: it tells the compiler
/// proper (<c>-###</c>), and the same words said to a driver elsewhere make it tell its own the same.
/// </summary>
internal static class NativeOptions
{
    private static readonly string[] Choices = ["-march=", "-mcpu=", "-mtune="];

    /// <summary>What clang's driver makes of the processor and its features; each has a value, and passes through the driver by <c>-Xclang</c>.</summary>
    private static readonly HashSet<string> ClangWords = ["-target-cpu", "-tune-cpu", "-target-feature"];

    /// <summary>Whether a command has such an option that can be spelt out: gcc would record the options in another order.</summary>
    public static bool MayBeSpeltOut(IReadOnlyList<string> arguments) => arguments.Any(IsNative) && !arguments.Contains("-frecord-gcc-switches");

    /// <summary>What to ask the driver.</summary>
    public static IReadOnlyList<string> Question(CompilerFamily family, IReadOnlyList<string> arguments) =>
        [.. Asked(family, arguments), "-###", "-x", "c", "-c", "/dev/null", "-o", "/dev/null"];

    /// <summary>The command with the options spelt out; null when the answer does not settle it.</summary>
    /// <param name="trace">The driver's standard error output.</param>
    public static IReadOnlyList<string>? Expand(CompilerFamily family, IReadOnlyList<string> arguments, string trace)
    {
        if (trace.Contains(": warning: ", StringComparison.Ordinal))
        {
            return null; // it would not be said of what is spelt out
        }

        var meant = family == CompilerFamily.Gcc ? OfGcc(trace) : OfClang(trace);
        return meant.Count == 0 || meant.Any(IsNative) ? null
            : [arguments[0], .. meant, .. arguments.Skip(1).Where(word => family == CompilerFamily.Gcc ? !IsChoice(word) : !IsNative(word))];
    }

    private static bool IsChoice(string word) => Array.Exists(Choices, choice => word.StartsWith(choice, StringComparison.Ordinal));

    private static bool IsNative(string word) => word is "-march=native" or "-mcpu=native" or "-mtune=native";

    // gcc's driver settles these among themselves and puts the outcome before the user's other -m options, whose order then decides. clang's
    // driver makes one list of features of all of them.
    private static IEnumerable<string> Asked(CompilerFamily family, IReadOnlyList<string> arguments) => arguments.Skip(1).Where(word =>
        family == CompilerFamily.Gcc ? IsChoice(word) : word.StartsWith("-m", StringComparison.Ordinal) && word != "-mllvm");

    private static List<string> OfGcc(string trace)
    {
        var meant = new List<string>();
        var words = DriverWords.OfFirst(trace, "/cc1 ");
        for (int i = 0; i < words.Count; i++)
        {
            if (words[i].StartsWith("-m", StringComparison.Ordinal) || words[i].StartsWith("--param=", StringComparison.Ordinal))
            {
                meant.Add(words[i]);
            }
            else if (words[i] == "--param" && i + 1 < words.Count)
            {
                meant.Add("--param=" + words[++i]);
            }
        }

        return meant;
    }

    private static List<string> OfClang(string trace)
    {
        var meant = new List<string>();
        var words = DriverWords.OfFirst(trace, "\"-cc1\"");
        for (int i = 0; i + 1 < words.Count; i++)
        {
            if (ClangWords.Contains(words[i]))
            {
                meant.AddRange(["-Xclang", words[i], "-Xclang", words[++i]]);
            }
        }

        return meant;
    }
}
