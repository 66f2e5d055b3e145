namespace Mesh.Compile.Classification;

/// <summary>
/// Every code a <see cref="LocalReason"/> may carry, with what it means; <c>docs/COMMAND_LINES.md</c> lists the same. Codes of option
/// rows stand in the option table; those named here are decided by looking at the whole command.
/// </summary>
internal static class LocalReasons
{
    public const string Query = "query";
    public const string NoInputs = "no-inputs";
    public const string PreprocessOnly = "preprocess-only";
    public const string DependenciesOnly = "dependencies-only";
    public const string Links = "links";
    public const string SeveralSources = "several-sources";
    public const string SeveralModes = "several-modes";
    public const string SeveralOutputs = "several-outputs";
    public const string ReadsStdin = "reads-stdin";
    public const string OutputNotAFile = "output-not-a-file";
    public const string NotASource = "not-a-source";
    public const string OtherLanguage = "other-language";
    public const string AssemblerSource = "assembler-source";
    public const string AlreadyPreprocessed = "already-preprocessed";
    public const string PrecompiledHeader = "precompiled-header";
    public const string UnknownOption = "unknown-option";
    public const string IncompleteOption = "incomplete-option";
    public const string UnknownDriver = "unknown-driver";
    public const string Environment = "environment";
    public const string ConfigureProbe = "configure-probe";
    public const string DependencyOptions = "dependency-options";
    public const string PassedThrough = "passed-through";
    public const string AssemblerOption = "assembler-option";
    public const string DebugDirectory = "debug-directory";
    public const string AssemblyWithDebug = "assembly-with-debug";
    public const string SanitizerColumns = "sanitizer-columns";
    public const string SplitDebug = "split-debug";
    public const string SideFile = "side-file";
    public const string LtoDebug = "lto-debug";

    public static readonly IReadOnlyDictionary<string, string> Meanings = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [AlreadyPreprocessed] = "the source is preprocessed text, or an option says how it was preprocessed",
        [AssemblerOption] = "`-Wa,` carries something that may name a file, print a listing or depend on the assembler's directory",
        [AssemblyWithDebug] = "`-S` with `-g`: the order of strings in the assembly text depends on the helper's own options",
        [AssemblerSource] = "the source is assembly: cheap to assemble, and it may include files that only this machine has",
        ["compilation-database"] = "a compilation database is written as well",
        ["compiler-parts"] = "the option chooses other programs, directories or libraries for the compiler's parts",
        [ConfigureProbe] = "configure, CMake or their like tries out this machine's compiler with this file",
        ["coverage"] = "coverage notes are written beside the object, and the object names their absolute place",
        [DebugDirectory] = "debug information names the working directory, which is not known here (clang) or has characters that preprocessed text does not keep (gcc)",
        ["debug-the-compiler"] = "the option is for debugging the compiler itself",
        [DependenciesOnly] = "only dependencies are wanted (`-M`, `-MM`)",
        [DependencyOptions] = "the `-M` options contradict each other, or the dependency file is not a plain file",
        ["device-specs"] = "`-mmcu=` reads a file of specs that its value chooses",
        ["dumps"] = "`-d` options dump the compiler's state",
        [Environment] = "an environment variable changes what the compiler does or writes",
        [IncompleteOption] = "the last option lacks its value",
        ["input-charset"] = "the source is converted from another character set, which must happen exactly once",
        ["input-list"] = "the option reads a list from a file",
        [LtoDebug] = "`-flto -ffat-lto-objects -g`: the assembler writes its own working directory into the line table",
        [Links] = "the command links: it has neither `-c` nor `-S`",
        ["macro-debug-info"] = "debug information about macros (`-g3`) cannot be rebuilt from preprocessed text",
        ["march-native"] = "the option means this machine's own processor, and the compiler does not say what that is, or records the options in another order then (`-frecord-gcc-switches`)",
        ["missing-headers"] = "`-MG` treats missing headers as files that appear later",
        ["modules"] = "C++ or clang modules read and write files of their own",
        ["names-a-target"] = "the option changes the compiler's target, or adds one",
        [NoInputs] = "there is nothing to compile",
        ["no-object"] = "the command checks or converts the source and makes no object",
        [NotASource] = "the input is not C or C++ source",
        ["other-debug-format"] = "the debug format (CTF, stabs...) names the compiler's own options or input",
        [OtherLanguage] = "the source is in a language other than C and C++, or `-x` does not precede it",
        [OutputNotAFile] = "the output is the standard output, a device or the source itself",
        [PassedThrough] = "the option hands a word that mesh does not know to one part of the compiler (`-Xclang`, `-mllvm`, `-Wp,`)",
        ["plugin"] = "the option loads a plugin",
        [PrecompiledHeader] = "a precompiled header is used or made",
        [PreprocessOnly] = "only preprocessed text is wanted (`-E`)",
        ["prints-reports"] = "the option makes the compiler print reports",
        ["profile"] = "profile data is read, or its place is written into the object",
        [Query] = "the command asks the compiler about itself",
        ["records-command-line"] = "the compiler writes its command line into the object: clang the whole, gcc also `-P`, which a helper's is not told",
        [SanitizerColumns] = "sanitizers write column numbers into the program, and fully preprocessed text has other columns",
        [ReadsStdin] = "the source comes from the standard input, which cannot be read twice",
        ["reduced-debug"] = "the debug information depends on the names of source files",
        ["response-file"] = "`@file` cannot be read, or gcc and clang would read it differently",
        ["save-temps"] = "intermediate files are kept",
        [SeveralModes] = "more than one of `-c` and `-S`",
        [SeveralOutputs] = "more than one `-o`",
        [SeveralSources] = "more than one source",
        [SideFile] = "a second file is written that cannot be had from elsewhere to the byte or by its name, or the compiler compares two runs",
        ["specs"] = "a specs file may name programs",
        [SplitDebug] = "`-gsplit-dwarf` divides debug information, or calls its second file, in a way that cannot be had from elsewhere",
        [UnknownDriver] = "the command's name is not that of a C or C++ compiler driver; a script behind it may add options",
        [UnknownOption] = "an option that mesh does not know",
        ["verbose"] = "the command prints what the compiler runs or opens",
        ["verbose-assembly"] = "the command line is written into the assembly",
        ["working-directory"] = "the option changes the working directory or how it is recorded",
    };
}
