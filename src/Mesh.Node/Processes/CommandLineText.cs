using System.Text;

namespace Mesh.Node.Processes;

/// <summary>
/// Writes arguments as one string, by the rules of a POSIX shell: for people, and for Mono, which ignores <c>ProcessStartInfo.ArgumentList</c> and splits
/// <c>ProcessStartInfo.Arguments</c> by the same rules (eglib's <c>g_shell_parse_argv</c>).
/// </summary>
internal static class CommandLineText
{
    public static string Quote(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quote));

    /// <summary>Within single quotes every character but the single quote stands for itself.</summary>
    private static string Quote(string argument) => argument.Length > 0 && argument.All(IsPlain) ? argument
        : new StringBuilder(argument).Replace("'", "'\\''").Insert(0, '\'').Append('\'').ToString();

    private static bool IsPlain(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || "-_=+./,:@%".Contains(character);
}
