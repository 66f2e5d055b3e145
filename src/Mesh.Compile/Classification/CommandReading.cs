using Mesh.Compile.Arguments;

namespace Mesh.Compile.Classification;

/// <summary>One command line, sorted by what its parts mean for a divided compile.</summary>
internal sealed class CommandReading
{
    private readonly List<Blame> _blames = [];
    private readonly List<string> _preprocess;
    private readonly List<string> _compile;
    private readonly List<string> _macros = [];
    private readonly List<string> _forLinking = [];
    private readonly List<string> _inputs = [];
    private readonly List<string> _outputs = [];
    private readonly List<OutputKind> _kinds = [];

    /// <summary>The word that <c>-Xclang</c> handed on last, when its value is still to come.</summary>
    private string? _awaiting;

    private CommandReading(CompilerFamily family, int words)
    {
        Family = family;
        _preprocess = new(words);
        _compile = new(words);
    }

    public CompilerFamily Family { get; }

    /// <summary>What the driver's name says about sources called <c>.c</c>; null for a name that is not a driver's.</summary>
    public SourceLanguage? Driver { get; private set; }

    /// <summary>The language that <c>-x</c> gives.</summary>
    public SourceLanguage? Language { get; private set; }

    public IReadOnlyList<string> Preprocess => _preprocess;

    public IReadOnlyList<string> Compile => _compile;

    /// <summary>Options that define macros, which are among those to preprocess as well.</summary>
    public IReadOnlyList<string> Macros => _macros;

    /// <summary>Options on which a driver that does not link remarks, as <see cref="Argument.Text"/> has them.</summary>
    public IReadOnlyList<string> ForLinking => _forLinking;

    public DependencyOptions Dependencies { get; } = new();

    public string Source => _inputs[0];

    public string? Output => _outputs.Count == 1 ? _outputs[0] : null;

    public OutputKind Kind => _kinds[0];

    public LocalWeight Weight =>
        Has(LocalReasons.Query) || (_inputs.Count == 0 && _blames.TrueForAll(blame => blame.Code == "verbose")) ? LocalWeight.None
        : Has(LocalReasons.PreprocessOnly) || Has(LocalReasons.DependenciesOnly) ? LocalWeight.Light
        : LocalWeight.Heavy;

    public static CommandReading Read(IReadOnlyList<string> argv, CompilerFamily family, OptionTable table)
    {
        var reading = new CommandReading(family, argv.Count) { Driver = argv.Count > 0 ? DriverName.Language(argv[0]) : null };
        foreach (var argument in new ArgumentReader(argv, 1, table))
        {
            reading.Add(argument);
        }

        return reading;
    }

    /// <summary>What speaks against this command before its source is looked at; the most telling first.</summary>
    public Blame? MainBlame() =>
        First(LocalReasons.Query)
        ?? First(LocalReasons.PreprocessOnly)
        ?? First(LocalReasons.DependenciesOnly)
        ?? First("response-file")
        ?? (Weight == LocalWeight.None ? new Blame(LocalReasons.NoInputs, "there is no file to compile") : null)
        ?? (_kinds.Count == 0 && !Has("no-object") ? new Blame(LocalReasons.Links, "without -c or -S the command links") : null)
        ?? _blames.FirstOrDefault()
        ?? (Driver is null ? new Blame(LocalReasons.UnknownDriver, "the command's name is not a compiler driver's") : null);

    /// <summary>What speaks against the source and the output, once every option is known to be fine.</summary>
    public Blame? SourceBlame() =>
        _inputs.Count == 0 ? new Blame(LocalReasons.NoInputs, "there is no file to compile")
        : _awaiting is not null ? new Blame(LocalReasons.IncompleteOption, $"-Xclang {_awaiting} lacks its value", $"-Xclang {_awaiting}")
        : _inputs.Count > 1 ? new Blame(LocalReasons.SeveralSources, $"there are {_inputs.Count} inputs")
        : IsStdin(Source) ? new Blame(LocalReasons.ReadsStdin, "the source is read from the standard input")
        : ConfigureProbe.IsProbe(Source, Output) ? new Blame(LocalReasons.ConfigureProbe, $"{Source} tries out this machine's compiler")
        : Language is null && SourceName.Language(Source) is null ? SourceName.Blame(Source)
        : _kinds.Exists(kind => kind != _kinds[0]) ? new Blame(LocalReasons.SeveralModes, "-c and -S are both given")
        : _outputs.Count > 1 ? new Blame(LocalReasons.SeveralOutputs, "-o is given more than once")
        : Output is { } target && IsSame(target, Source) ? new Blame(LocalReasons.OutputNotAFile, $"{target} is the source itself")
        : Output is { } output && IsNoFile(output) ? new Blame(LocalReasons.OutputNotAFile, $"{output} is not a file that can be replaced")
        : null;

    /// <summary>Whether a path names the standard output, a device or a directory, none of which a finished file can be renamed over.</summary>
    public static bool IsNoFile(string path) => path is "-" or "" || path.EndsWith('/') || path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static bool IsSame(string one, string other) => Plain(one) == Plain(other);

    /// <summary>The path by its name alone, below a folder that is the same for all: two files that are one have the same.</summary>
    public static string Plain(string path) => path.Contains('\0') ? path : Path.GetFullPath(Path.Combine("/-", path));

    private static bool IsStdin(string source) => source == "-" || source.StartsWith("/dev/", StringComparison.Ordinal) || source.StartsWith("/proc/", StringComparison.Ordinal);

    private bool Has(string code) => First(code) is not null;

    private Blame? First(string code)
    {
        foreach (var blame in _blames)
        {
            if (blame.Code == code)
            {
                return blame;
            }
        }

        return null;
    }

    private void Blame(string code, Argument argument, string why) => _blames.Add(new Blame(code, $"{argument.Text} {why}", argument.Text));

    private void Add(Argument argument)
    {
        switch (argument.Kind)
        {
            case ArgumentKind.Input:
                _inputs.Add(argument.Word);
                break;
            case ArgumentKind.Unknown:
                Blame(LocalReasons.UnknownOption, argument, "is not an option that mesh knows");
                break;
            case ArgumentKind.Incomplete:
                Blame(LocalReasons.IncompleteOption, argument, "lacks its value");
                break;
            case ArgumentKind.Option:
                AddOption(argument, argument.Row!);
                break;
        }
    }

    private void AddOption(Argument argument, OptionRow row)
    {
        switch (row.Use)
        {
            case OptionUse.Travel when !HelperCommand.IsAllowed(argument, null):
                Blame("names-a-target", argument, "makes the compiler one for a target that has no such name");
                break;
            case OptionUse.Travel:
                argument.CopyTo(_preprocess);
                argument.CopyTo(_compile);
                break;
            case OptionUse.Assemble:
                argument.CopyTo(_compile);
                break;
            case OptionUse.Preprocess:
                argument.CopyTo(_preprocess);
                break;
            case OptionUse.Define:
                argument.CopyTo(_preprocess);
                argument.CopyTo(_macros);
                break;
            case OptionUse.Remark:
                argument.CopyTo(_preprocess);
                _forLinking.Add(argument.Text);
                break;
            case OptionUse.Local:
                Blame(row.Code!, argument, row.Why!);
                break;
            case OptionUse.Structure:
                AddStructure(argument, row.Name, argument.Value ?? "");
                break;
            case OptionUse.Drop:
                break;
        }
    }

    private void AddStructure(Argument argument, string name, string value)
    {
        switch (name)
        {
            case "-c":
                _kinds.Add(OutputKind.Object);
                break;
            case "-S":
                _kinds.Add(OutputKind.Assembly);
                break;
            case "-o":
                _outputs.Add(value);
                break;
            case "-x":
                AddLanguage(argument, value);
                break;
            case "-Wp," or "-Xpreprocessor" when IsList(name, value) && PassThrough.IsPlainForPreprocessor(value):
                argument.CopyTo(_preprocess);
                _macros.AddRange(PassThrough.Macros(value));
                break;
            case "-Xpreprocessor":
                Blame(LocalReasons.PassedThrough, argument, "tells the preprocessor something that mesh does not know");
                break;
            case "-Wa," or "-Xassembler" when IsList(name, value) && PassThrough.IsHarmlessForAssembler(value):
                _compile.Add("-Wa," + value);
                break;
            case "-Xclang":
                AddForClang(argument, value);
                break;
            case "-mllvm" when PassThrough.IsNumberForLlvm(value):
                argument.CopyTo(_compile);
                break;
            case "-mllvm":
                Blame(LocalReasons.PassedThrough, argument, "tells LLVM something that mesh does not know");
                break;
            case "-Wa," or "-Xassembler":
                Blame(LocalReasons.AssemblerOption, argument, "tells the assembler something that mesh does not know to be harmless");
                break;
            default:
                if (!Dependencies.TryAdd(name, value))
                {
                    Blame(LocalReasons.PassedThrough, argument, "tells the preprocessor something that mesh does not know");
                }

                break;
        }
    }

    // Only behind -W is a comma between words.
    private static bool IsList(string name, string value) => name[1] == 'W' || !value.Contains(',');

    private void AddForClang(Argument argument, string word)
    {
        if (!PassThrough.IsHarmlessForClang(_awaiting, word))
        {
            Blame(LocalReasons.PassedThrough, argument, "passes a word to a part of the compiler that only that part understands");
            return;
        }

        _awaiting = PassThrough.AwaitingBehind(_awaiting, word);
        argument.CopyTo(_preprocess);
        argument.CopyTo(_compile);
    }

    private void AddLanguage(Argument argument, string value)
    {
        bool precedes = _inputs.Count == 0;
        switch (value)
        {
            case "c" or "c++" or "none" when precedes:
                Language = value switch { "c" => SourceLanguage.C, "c++" => SourceLanguage.Cxx, _ => null };
                argument.CopyTo(_preprocess);
                break;
            case "none":
                break; // the source before it is what it was
            case "cpp-output" or "c++-cpp-output":
                Blame(LocalReasons.AlreadyPreprocessed, argument, "says that the source is preprocessed already");
                break;
            case "assembler" or "assembler-with-cpp":
                Blame(LocalReasons.AssemblerSource, argument, "says that the source is assembly");
                break;
            case "c-header" or "c++-header" or "c++-system-header" or "c++-user-header":
                Blame(LocalReasons.PrecompiledHeader, argument, "makes a precompiled header");
                break;
            default:
                Blame(LocalReasons.OtherLanguage, argument, "is not one language for the one source that follows");
                break;
        }
    }
}
