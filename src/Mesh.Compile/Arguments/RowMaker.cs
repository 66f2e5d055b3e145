using static Mesh.Compile.Arguments.OptionShape;

namespace Mesh.Compile.Arguments;

/// <summary>Turns lists of names into rows, so that a table reads as data.</summary>
internal static class RowMaker
{
    private static readonly char[] Blanks = [' ', '\n', '\r'];

    /// <summary>Options that are on or off, as <c>-fname</c> and <c>-fno-name</c>.</summary>
    public static IEnumerable<OptionRow> Switches(string prefix, OptionUse use, string names) =>
        Split(names).SelectMany(name => new[] { new OptionRow(prefix + name, Exact, use), new OptionRow(prefix + "no-" + name, Exact, use) });

    /// <summary>Options whose value follows in the same word.</summary>
    public static IEnumerable<OptionRow> Values(string prefix, OptionUse use, string names) =>
        Split(names).Select(name => new OptionRow(prefix + name, Joined, use));

    /// <summary>Options of one shape.</summary>
    public static IEnumerable<OptionRow> Plain(OptionShape shape, OptionUse use, string names) =>
        Split(names).Select(name => new OptionRow(name, shape, use));

    private static string[] Split(string names) => names.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
}
