using System.Text;

namespace Mesh.Node.Processes;

/// <summary>
/// Writes arguments as one string for Mono, which ignores <c>ProcessStartInfo.ArgumentList</c> and splits
/// <c>ProcessStartInfo.Arguments</c> with the rules of a POSIX shell (eglib's <c>g_shell_parse_argv</c>).
/// </summary>
internal static class CommandLineText
{
    public static string Quote(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quote));

    /// <summary>Within single quotes every character but the single quote stands for itself.</summary>
    private static string Quote(string argument) =>
        new StringBuilder(argument).Replace("'", "'\\''").Insert(0, '\'').Append('\'').ToString();
}
