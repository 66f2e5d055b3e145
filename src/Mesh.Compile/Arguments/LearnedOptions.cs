using Mesh.Compile.Targets;

namespace Mesh.Compile.Arguments;

/// <summary>
/// Reads what a gcc newer than the table says of its options (<c>--help=</c> in gcc(1)). Learned are those that the table does not know, that are on or off or
/// take a number or one of a list of words, and of which neither name nor text speaks of files, reports or other programs: such an option changes code, and nothing else.
/// </summary>
internal static class LearnedOptions
{
    /// <summary>The newest gcc whose whole list the table has.</summary>
    private const int NewestInTable = 14;

    /// <summary>No gcc lists half as many that the one before it lacks.</summary>
    private const int Most = 1000;

    private static readonly string[] Suspect = ["file", "path", "director", "dump", "profil", "plugin", "program", "command", "report", "print", "output", "read", "write"];

    /// <summary>What the compiler is told to list one kind of options after the other, on the standard output.</summary>
    public static IReadOnlyList<string> Question { get; } = ["--help=warnings", "--help=optimizers", "--help=target"];

    /// <summary>Whether this compiler may have options that the table lacks, and lists them by kind; clang does not.</summary>
    public static bool AreThere(CompilerIdentity compiler) => compiler is { Family: CompilerFamily.Gcc, Major: > NewestInTable };

    /// <summary>Their names, as the compiler lists them: one that ends with <c>=</c> takes a value.</summary>
    public static IReadOnlyList<string> Read(string help)
    {
        var known = OptionTable.For(CompilerFamily.Gcc);
        var lines = help.Split('\n');
        var valued = new HashSet<string>(lines.Where(line => line.TrimEnd().EndsWith(':')).SelectMany(WordsWithValues), StringComparer.Ordinal);
        return [.. HelpEntry.All(lines).Where(entry => IsPlain(entry, valued)).Select(entry => entry.Name)
            .Where(name => known.Find(name) is null).Distinct().OrderBy(name => name, StringComparer.Ordinal).Take(Most)];
    }

    /// <summary>Their rows: each of <c>-fname</c> has its <c>-fno-name</c>.</summary>
    public static IEnumerable<OptionRow> Rows(IEnumerable<string> names) => names.SelectMany(name => name[^1] == '='
        ? (OptionRow[])[new OptionRow(name, OptionShape.Joined, OptionUse.Travel)]
        : [new OptionRow(name, OptionShape.Exact, OptionUse.Travel), new OptionRow($"{name[..2]}no-{name[2..]}", OptionShape.Exact, OptionUse.Travel)]);

    private static bool IsPlain(HelpEntry entry, HashSet<string> valued) =>
        entry.Name.Length > 2 && entry.Name[1] is 'f' or 'm' or 'W'
        && !Array.Exists(Suspect, word => entry.Text.Contains(word, StringComparison.OrdinalIgnoreCase))
        && (entry.Name[^1] == '=' ? IsChoiceOrNumber(entry.Value) || (entry.Value.Length == 0 && valued.Contains(entry.Name)) : entry.Value.Length == 0);

    // "[fast|standard]", "<number>", "<0,5>", "<byte-size>".
    private static bool IsChoiceOrNumber(string value) =>
        (value.StartsWith('[') && value.EndsWith(']') && value.Contains('|')) || value is "<number>" or "<byte-size>" || (value.StartsWith('<') && value.Contains(',') && value.EndsWith('>'));

    // "  Known ABIs (for use with the -mabi= option):" comes before the values that it may have.
    private static IEnumerable<string> WordsWithValues(string heading) =>
        heading.Split(' ', '/', '(', ')', ':').Where(word => word.StartsWith('-') && word.EndsWith('='));
}
