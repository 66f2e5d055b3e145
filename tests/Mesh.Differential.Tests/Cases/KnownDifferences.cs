using System.Text.RegularExpressions;
using Mesh.Testing;

namespace Mesh.Differential.Tests.Cases;

/// <summary>
/// The differences that docs/COMMAND_LINES.md admits, all of them in debug information: gcc's producer string names -fdirectives-only; clang's
/// columns shift behind macros, and its line tables lack MD5 sums, which renumbers files. All else of such an object is compared: to the byte
/// where it is no debug section; names, types, places and lines where it is one.
/// </summary>
internal static partial class KnownDifferences
{
    private static readonly string[] Admitted = ["DW_AT_producer", "DW_AT_decl_column", "DW_AT_call_column", "DW_AT_decl_file", "DW_AT_call_file"];

    public static async Task<bool> ExplainAsync(Difference difference, CancellationToken cancel)
    {
        if (SplitFile.Is(difference.Bare) && SplitFile.Is(difference.Meshed))
        {
            return await SplitFile.DescribeAsync(difference.Bare, cancel) == await SplitFile.DescribeAsync(difference.Meshed, cancel);
        }

        if (!HasDebugInformation(difference.Bare) || !HasDebugInformation(difference.Meshed)) return false;
        using var scratch = new TempDirectory();
        var bare = await ReadAsync(scratch, difference.Bare, cancel);
        var meshed = await ReadAsync(scratch, difference.Meshed, cancel);
        return bare.Stripped.AsSpan().SequenceEqual(meshed.Stripped) && bare.Entries == meshed.Entries && bare.Lines == meshed.Lines;
    }

    private static bool HasDebugInformation(byte[] bytes) =>
        IsBitcode(bytes) || (bytes.AsSpan().StartsWith("\u007fELF"u8) && (bytes.AsSpan().IndexOf(".debug_info"u8) >= 0 || bytes.AsSpan().IndexOf(".debug_line"u8) >= 0));

    private static bool IsBitcode(byte[] bytes) => bytes.AsSpan().StartsWith("BC"u8);

    private static async Task<(byte[] Stripped, string Entries, string Lines)> ReadAsync(TempDirectory scratch, byte[] bytes, CancellationToken cancel)
    {
        var (file, stripped) = (scratch.File("examined.o"), scratch.File("stripped.o"));
        await File.WriteAllBytesAsync(file, bytes, cancel);
        if (IsBitcode(bytes)) await ExternalProgram.RunAsync("clang", ["-x", "ir", "-c", file, "-o", file], cancel);
        await ExternalProgram.RunAsync("objcopy", ["--strip-debug", file, stripped], cancel);
        var entries = await ExternalProgram.RunAsync("readelf", ["--wide", "--debug-dump=info", file], cancel);
        var lines = await ExternalProgram.RunAsync("readelf", ["--wide", "--debug-dump=decodedline", file], cancel);
        return (await File.ReadAllBytesAsync(stripped, cancel), Entries(entries), Lines(lines));
    }

    // Without what differs, and the offsets that move with the producer's length.
    private static string Entries(string dump) => string.Join('\n', dump.Split('\n')
        .Where(line => !Array.Exists(Admitted, line.Contains) && !Header().IsMatch(line))
        .Select(line => Offsets().Replace(line, "")));

    // Of "../file.c  12  0x40  x" where the code of each line begins: folders go with the numbers of files, and another column divides a line's code differently.
    private static string Lines(string dump)
    {
        var begins = new List<string>();
        var last = "";
        foreach (Match row in Row().Matches(dump))
        {
            var place = $"{row.Groups["file"]}:{row.Groups["line"]}";
            if (place != last) begins.Add($"{place} at {row.Groups["address"]}");
            last = place;
        }

        return string.Join('\n', begins);
    }

    [GeneratedRegex(@"^(.*/)?(?<file>[^/\n]*\S)\s+(?<line>[0-9]+)\s+(?<address>(0x)?[0-9a-f]+)\b", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\s*(Length|Abbrev Offset|Compilation Unit @)")]
    private static partial Regex Header();

    [GeneratedRegex(@"\((indirect (line )?string, |indexed string, )?offset: (0x)?[0-9a-f]+\)|\(indexed string: 0x[0-9a-f]+\)|<(0x)?[0-9a-f]+>")]
    private static partial Regex Offsets();
}
