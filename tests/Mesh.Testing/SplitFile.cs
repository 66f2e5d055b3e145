using System.Text.RegularExpressions;

namespace Mesh.Testing;

/// <summary>
/// Describes a <c>.dwo</c> file without what may differ in it: the producer, which names <c>-fdirectives-only</c>; the order of strings, which a table hashed over all of them decides, and
/// their numbers; clang's numbers of files.
/// </summary>
internal static partial class SplitFile
{
    private static readonly string[] Admitted = ["DW_AT_producer", "DW_AT_decl_file", "DW_AT_call_file"];

    public static bool Is(byte[] file) => file.AsSpan().StartsWith("\u007FELF"u8) && file.AsSpan().IndexOf(".debug_str.dwo"u8) >= 0; // an empty unit has no more than strings

    public static async Task<string> DescribeAsync(byte[] file, CancellationToken cancel)
    {
        using var scratch = new TempDirectory();
        var path = scratch.File("examined.dwo");
        await File.WriteAllBytesAsync(path, file, cancel);
        var entries = await ExternalProgram.RunAsync("readelf", ["--wide", "--debug-dump=info", path], cancel);
        var strings = await ExternalProgram.RunAsync("readelf", ["--wide", "--string-dump=.debug_str.dwo", path], cancel);
        var sections = await ExternalProgram.RunAsync("readelf", ["--wide", "--sections", path], cancel);
        return string.Join('\n', [.. Section().Matches(sections).Select(match => match.Value), .. Entries(entries), .. Strings(strings)]);
    }

    private static IEnumerable<string> Entries(string dump) => dump.Split('\n')
        .Where(line => !Array.Exists(Admitted, line.Contains) && !Header().IsMatch(line))
        .Select(line => Numbers().Replace(line, ""));

    private static IEnumerable<string> Strings(string dump) => Text().Matches(dump).Select(match => match.Groups["text"].Value)
        .Where(text => !text.StartsWith("GNU C", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\s*(Length|Abbrev Offset|Compilation Unit @)")]
    private static partial Regex Header();

    // "(indexed string: 0x3): char": readelf 2.40 looks a DWARF 5 file's strings up beside their places, so that the text says nothing.
    [GeneratedRegex(@"\((indexed string: |offset: )(0x)?[0-9a-f]+\).*$|<(0x)?[0-9a-f]+>")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^  \[\s*[0-9a-f]+\]  (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Text();

    [GeneratedRegex(@"\.debug_\S+\.dwo")]
    private static partial Regex Section();
}
