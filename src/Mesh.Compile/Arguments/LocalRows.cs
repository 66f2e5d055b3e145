using static Mesh.Compile.Arguments.OptionShape;
using static Mesh.Compile.Arguments.OptionUse;

namespace Mesh.Compile.Arguments;

/// <summary>The options that keep a whole command on this machine, each with the reason in one clause: "OPTION" + why.</summary>
internal static class LocalRows
{
    public static readonly OptionRow[] Rows =
    [
        .. Rules("query", "asks the compiler about itself", Exact, """
            --version -dumpversion -dumpfullversion -dumpmachine -dumpspecs --help --target-help -### --print-search-dirs -print-search-dirs
            -print-libgcc-file-name --print-libgcc-file-name -print-multi-lib -print-multi-directory -print-multi-os-directory -print-multiarch
            --print-multiarch -print-sysroot -print-sysroot-headers-suffix -print-resource-dir --print-resource-dir -print-target-triple
            --print-target-triple -print-effective-triple -print-targets --print-targets -print-supported-cpus --print-supported-cpus
            -dumpmultilib -print-runtime-dir --autocomplete
            """),
        .. Rules("query", "asks the compiler about itself", Joined, "-print-prog-name= --print-prog-name= -print-file-name= --print-file-name= --help= --autocomplete="),
        .. Rules("preprocess-only", "asks for preprocessed text", Exact, "-E --preprocess"),
        .. Rules("dependencies-only", "asks for dependencies and compiles nothing", Exact, "-M -MM --dependencies --user-dependencies"),
        .. Rules("missing-headers", "treats missing headers as generated later, which the preprocessed text cannot show", Exact, "-MG"),
        .. Rules("compilation-database", "writes a compilation database", Joined | Separate, "-MJ"),
        .. Rules("compilation-database", "writes a compilation database", Separate, "-gen-cdb-fragment-path"),
        .. Rules("no-object", "checks the source and makes no object", Exact, "-fsyntax-only --analyze -analyze"),
        .. Rules("no-object", "makes compiler-internal output", Exact, "-emit-llvm -emit-ast"),
        .. Rules("verbose", "prints what this machine's compiler runs", Exact, "-v --verbose -Q -H --trace-includes"),

        .. Rules("response-file", "hides options in a file that cannot be read as the compiler would", Joined, "@"),
        .. Rules("march-native", "names this machine's processor", Exact, """
            -march=native -mtune=native -mcpu=native -mfpu=auto -mfpu=native
            """),
        .. Rules("march-native", "names this machine's processor and more", Joined, "-march=native+ -mcpu=native+ -mtune=native+"),
        .. Rules("device-specs", "chooses a file of specs by its value", Joined, "-mmcu="),
        .. Rules("names-a-target", "makes the compiler one for another target", Joined, "--target= -target= -triple="),
        .. Rules("names-a-target", "makes the compiler one for another target", Separate, "-target -arch -triple"),
        .. Rules("names-a-target", "gives options to one of several targets", Separate, "-Xarch_host -Xarch_device -Xopenmp-target"),
        .. Rules("names-a-target", "gives options to one of several targets", Joined, "-Xarch_ -Xopenmp-target= -fopenmp-targets= -foffload= -foffload-options= -foffload-abi="),
        .. Rules("names-a-target", "compiles for an accelerator too", Joined, "-fopenacc -fsycl --offload-new-driver"),

        .. Rules("plugin", "loads a plugin", Joined, "-fplugin= -fplugin-arg- -iplugindir= -fpass-plugin="),
        .. Rules("specs", "reads a specs file", Joined, "-specs= --specs="),
        .. Rules("specs", "reads a specs file", Separate, "-specs --specs"),
        .. Rules("compiler-parts", "chooses other parts of the compiler", Joined | Separate, "-B --prefix"),
        .. Rules("compiler-parts", "chooses other parts of the compiler", Joined, """
            --gcc-toolchain= -gcc-toolchain= --config= --ld-path= -resource-dir= --prefix= -fmodule-mapper= -ccc- --driver-mode= --gcc-install-dir=
            --rtlib= -rtlib= -unwindlib= --unwindlib= --cuda-path= -fc++-abi=
            """),
        .. Rules("compiler-parts", "chooses other parts of the compiler", Separate, "-wrapper --gcc-toolchain -gcc-toolchain --config -resource-dir"),
        .. Rules("compiler-parts", "chooses other parts of the compiler", Exact, "-no-integrated-cpp -fno-integrated-cc1 -no-canonical-prefixes"),
        .. Rules("compiler-parts", "chooses which assembler runs", Exact, "-fno-integrated-as -no-integrated-as -fintegrated-as -integrated-as"),
        .. Rules("passed-through", "passes a word to a part of the compiler that only that part understands", Separate, "-Xclang -Xanalyzer -mllvm -Xfrontend"),
        .. Rules("passed-through", "passes a word to a part of the compiler that only that part understands", Joined, "-Xclang= -mllvm="),

        .. Rules("split-debug", "divides debug information in a way of its own", Joined, "-gsplit-dwarf="),
        .. Rules("macro-debug-info", "records macros, which preprocessed text has lost in part", Joined, "-g3 -ggdb3"),
        .. Rules("macro-debug-info", "records macros, which preprocessed text has lost in part", Exact, "-fdebug-macro"),
        .. Rules("other-debug-format", "asks for a debug format that names the compiler's options or input", Joined, "-gstabs -gxcoff -gvms -gcoff -gctf -gbtf -gcodeview"),
        .. Rules("coverage", "writes coverage notes and names their place", Exact, "--coverage -coverage -fprofile-arcs -ftest-coverage -fcondition-coverage -fpath-coverage -fcoverage-mapping"),
        .. Rules("profile", "reads or names profile data", Joined, """
            -fprofile -fno-profile -fauto-profile -fbranch-probabilities -fcs-profile -fbuild-session -fxray -fmemory-profile -fpseudo-probe -forder-file
            """),
        .. Rules("save-temps", "keeps intermediate files", Joined, "-save-temps --save-temps -fsave-"),
        .. Rules("side-file", "writes a second file", Joined, """
            -fdump- -fcallgraph-info= -fopt-info -ftime-trace -fdiagnostics-add-output= -fdiagnostics-set-output= -aux-info= -fdbg-
            -foptimization-record -fcrash-diagnostics -fembed- -fthin-link -fthinlto -fproc-stat-report -fcompare-debug -fada-spec -fdump
            -fvtable-verify= -fvtv- -fchecking -fself-test
            """),
        .. Rules("side-file", "writes a second file", Separate, "-aux-info --serialize-diagnostics -serialize-diagnostics -dumpbase -dumpbase-ext -dumpdir -index-store-path -dependency-file"),
        .. Rules("dumps", "makes the compiler dump its state", Joined, "-d"),
        .. Rules("prints-reports", "makes the compiler print reports", Joined, """
            -ftime-report -fmem-report -fstats -fdiagnostics-format= -flto-report -fpre-ipa-mem-report -fpost-ipa-mem-report
            -fira-verbose= -fsched-verbose= -ftree-vectorizer-verbose= -fanalyzer-verb -fdisable- -fenable- -freport-bug
            """),
        .. Rules("input-list", "reads a list from a file", Joined, """
            -fsanitize-blacklist= -fsanitize-ignorelist= -fsanitize-system-ignorelist= -fsanitize-coverage-allowlist= -fsanitize-coverage-ignorelist=
            -fsanitize-sections= -finstrument-functions-exclude-
            """),
        .. Rules("input-charset", "converts the source, which must happen once", Joined, "-finput-charset= -finput-charset"),
        .. Rules("modules", "uses modules", Joined, """
            -fmodule -fno-module -fcxx-modules -fprebuilt -fimplicit-module -fno-implicit-module -fbuiltin-module -fdeps- -fsystem-module
            --precompile -ivfsoverlay -Mmodules -Mno-modules
            """),
        .. Rules("precompiled-header", "uses or makes a precompiled header", Joined, "-fpch -include-pch -emit-pch --output-pch= -fno-pch"),
        .. Rules("already-preprocessed", "says how the source was preprocessed", Exact, "-fpreprocessed -fdirectives-only -fno-directives-only -fno-preprocessed -traditional-cpp -traditional --traditional-cpp"),
        .. Rules("working-directory", "changes how the working directory is recorded", Exact, "-fworking-directory -fno-working-directory"),
        .. Rules("working-directory", "changes the working directory", Joined, "-working-directory"),
        .. Rules("verbose-assembly", "writes the command line into the output", Exact, "-fverbose-asm -fno-verbose-asm"),
        .. Rules("debug-the-compiler", "is for debugging the compiler", Exact, "-fdebug-cpp -fgimple -fxref"),
        .. Rules("reduced-debug", "decides by the names of source files", Joined, "-femit-struct-debug"),
    ];

    // A beginning stands for itself as well: -fdump and -fdump-tree-all, -g3 and -g3-whatever.
    private static IEnumerable<OptionRow> Rules(string code, string why, OptionShape shape, string names) =>
        RowMaker.Plain(shape.HasFlag(Joined) ? shape | Exact : shape, Local, names).Select(row => row with { Code = code, Why = why });
}
