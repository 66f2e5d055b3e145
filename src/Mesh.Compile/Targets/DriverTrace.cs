namespace Mesh.Compile.Targets;

/// <summary>Reads what <c>clang -###</c> prints: the command line of the compiler proper, from which what concerns the target is kept.</summary>
internal static class DriverTrace
{
    private static readonly HashSet<string> WithValue =
    [
        "-triple", "-target-cpu", "-target-abi", "-tune-cpu", "-mrelocation-model", "-pic-level", "-stack-protector", "-mfloat-abi", "-mabi", "-mthread-model", "-mcmodel",
        "-stack-protector-buffer-size",
    ];

    private static readonly HashSet<string> Flags =
    [
        "-pic-is-pie", "-msoft-float", "-munwind-tables", "-fno-signed-char", "-fno-plt", "-fmath-errno", "-fshort-enums", "-fno-use-cxa-atexit", "-mstackrealign", "-fstack-clash-protection",
    ];

    private static readonly string[] Beginnings = ["-mframe-pointer=", "-fcf-protection", "-funwind-tables", "-ffp-contract=", "-debug-info-kind=", "-dwarf-version=", "-mbranch-protection", "-msign-return-address"];

    /// <summary>With them clang writes bitcode, whose kind is a matter of its own.</summary>
    private static readonly HashSet<string> Bitcode = ["-flto", "-flto=thin", "-flto=full", "-emit-llvm-bc"];

    // One line per command: ' "/usr/lib/llvm-14/bin/clang" "-cc1" "-triple" "x86_64-pc-linux-gnu" ...'; only the first compiles.
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var words = DriverWords.OfFirst(text, "\"-cc1\"");
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "-target-feature" && i + 1 < words.Count)
            {
                options[$"-target-feature {words[++i].TrimStart('+', '-')}"] = words[i][..1];
            }
            else if (WithValue.Contains(word) && i + 1 < words.Count)
            {
                options[word] = words[++i];
            }
            else if (Bitcode.Contains(word))
            {
                options["-flto"] = TargetOptionText.Enabled;
            }
            else if (Flags.Contains(word) || Array.Exists(Beginnings, beginning => word.StartsWith(beginning, StringComparison.Ordinal)))
            {
                options[word] = TargetOptionText.Enabled;
            }
        }

        return options;
    }
}
