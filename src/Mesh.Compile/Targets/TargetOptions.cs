namespace Mesh.Compile.Targets;

/// <summary>
/// Which of a compile's options a compiler is asked about itself with. All that can bear on the code and takes no file: two compilers that agree
/// without <c>-ffreestanding</c> need not agree with it (Ubuntu's gcc then drops its stack protector).
/// </summary>
internal static class TargetOptions
{
    private static readonly string[] Beginnings = ["-m", "-f", "-O", "-std=", "--target="];

    private static readonly HashSet<string> Words = ["-ansi", "-pthread", "-nostdlib", "-static", "-shared", "-undef", "-EB", "-EL"];

    /// <summary>They say how messages look, name files, or differ from source to source; the code is the same.</summary>
    private static readonly string[] WithoutBearing =
    [
        "-fdiagnostics", "-fno-diagnostics", "-fmessage-length", "-fmax-errors", "-ferror-limit", "-fcolor", "-fno-color", "-fcaret", "-fno-caret", "-fshow", "-fno-show", "-fdebug", "-ffile-",
        "-fmacro-", "-fprofile-prefix", "-frandom-seed", "-fdump", "-fworking-directory", "-fno-working-directory", "-fcoverage-", "-fansi-escape", "-ftemplate-backtrace-limit",
        "-fdirectives-only", "-fpreprocessed", "-fpch-", "-ftabstop", "-fstack-usage", "-fcallgraph-info",
    ];

    public static IReadOnlyList<string> Select(IReadOnlyList<string> compileOptions)
    {
        var selected = new List<string>();
        for (var i = 0; i < compileOptions.Count; i++)
        {
            if (compileOptions[i] == "-Xclang" && i + 1 < compileOptions.Count)
            {
                selected.AddRange([compileOptions[i], compileOptions[++i]]); // what chooses the processor travels so
            }
            else if (compileOptions[i] == "-mllvm")
            {
                i++; // a number for the optimiser: each LLVM of this version takes it alike
            }
            else if (Bears(compileOptions[i]))
            {
                selected.Add(compileOptions[i]);
            }
        }

        return selected;
    }

    // What names a file differs from source to source.
    private static bool Bears(string option) =>
        Words.Contains(option) || (Starts(option, Beginnings) && !Starts(option, WithoutBearing) && !option.Contains('/'));

    /// <summary>Whether the object will tell with which options it was compiled, beyond the producer in debug information: link-time optimisation keeps them for the linker.</summary>
    public static bool RecordsOptions(IReadOnlyList<string> options) =>
        options.Any(option => option.StartsWith("-flto", StringComparison.Ordinal) || option is "-frecord-gcc-switches" or "-fverbose-asm");

    /// <summary>Whether the user says how floating-point values are passed; then it is no matter what a compiler was built for.</summary>
    public static bool ChooseFloatAbi(IReadOnlyList<string> options) =>
        options.Any(option => option.StartsWith("-mfloat-abi=", StringComparison.Ordinal) || option is "-msoft-float" or "-mhard-float");

    private static bool Starts(string option, string[] beginnings) => Array.Exists(beginnings, beginning => option.StartsWith(beginning, StringComparison.Ordinal));
}
