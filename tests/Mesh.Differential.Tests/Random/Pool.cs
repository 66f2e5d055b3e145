namespace Mesh.Differential.Tests.Random;

/// <summary>
/// What <see cref="CommandGenerator"/> draws from. Parts that no other part makes invalid; -flto only with a seed and without C++, whose
/// intermediate code differs (docs/COMMAND_LINES.md).
/// </summary>
internal static class Pool
{
    public static readonly string[] CSources =
    [
        "plain.c", "./plain.c", "\"$PWD/plain.c\"", "sub/../plain.c", "loop.c", "switch.c", "pic.c", "says-where.c", "counter.c", "uses-header.c", "chain.c",
        "comments.c", "crlf.c", "stack.c", "vector.c", "odd-layout.c", "has-include.c", "computed.c", "no-newline.c", "main.c", "bom.c", "warns.c",
        "macro-warns.c", "pragmas.c", "old-style.c", "embeds.c", "tells.c", "tells.c", "counter-if.c", "base-file.c", "hash-warning.c", "extname.c",
    ];

    public static readonly string[] CxxSources = ["plain.cc", "deep.cc", "warns.cc", "./plain.cc", "tells.cc"];

    /// <summary>clang++ warns of the first three; its debug information of the others is not what it should be yet (the rows with !).</summary>
    public static readonly string[] SourcesForGxx = ["plain.c", "says-where.c", "uses-header.c", "raw.cc", "./sub/../plain.cc", "\"$PWD/plain.cc\""];

    /// <summary>Every source finds its headers by any of these.</summary>
    public static readonly string[][] Includes =
    [
        ["-Iinc", "-Isys"], ["-I inc", "-I sys"], ["-Iinc", "-isystem sys"], ["-isystem inc", "-isystem sys"], ["-iquote inc", "-idirafter sys"],
        ["-I\"$PWD/inc\"", "-I./sys/"], ["-Iabsent", "-Isys", "-Iinc", "-Iinc"],
    ];

    public static readonly string[] Outputs =
    [
        "", "", "-o x.o", "-ox.o", "-o out/x.o", "-o ./out/deep/../x.o", "-o \"$PWD/x.o\"", "-o 'out/with space.o'", "-o noext", "-o x.y.z", "-o out/größe.o",
    ];

    public static readonly string[] Dependencies =
    [
        "-MD", "-MMD", "-MD -MF out/x.d", "-MMD -MFout/x.d", "-MD -MP", "-MMD -MP -MT target", "-MD -MQ 'a $b'", "-MD -MT a -MT b", "-Wp,-MD,out/x.d", "-Wp,-MMD,x.d",
        "-MMD -MF 'out/with space.d'", "-MD -MP -MF x.d -MQ x.o",
    ];

    public static readonly string[] Both =
    [
        "-O0", "-O1", "-O2", "-O3", "-Os", "-Og", "-Ofast", "-O",
        "-g", "-g0", "-g1", "-g2", "-ggdb", "-gdwarf-4", "-gdwarf-5", "-gno-column-info", "-ffile-prefix-map=\"$PWD\"=/src", "-fdebug-prefix-map=\"$PWD\"=.", "-fmacro-prefix-map=inc=x",
        "-DX", "-D X=1", "-DLEVEL=7", "'-DS=\"a b\"'", "'-DF(a)=((a)+1)'", "-UX", "-U NDEBUG", "-DNDEBUG", "-D_GNU_SOURCE", "-include inc/header.h", "-include sys/sysh.h", "-imacros inc/header.h",
        "-Wall", "-Wextra", "-W", "-w", "-Wshadow", "-Wundef", "-Wformat=2", "-Wno-unused-parameter", "-Wno-unused", "-Wconversion", "-Wno-sign-compare", "-Wcast-align", "-Wvla",
        "-Wno-error", "-Wno-error=unused", "-Wpointer-arith", "-Wswitch-enum", "-Wno-nonsense", "-Wstack-protector", "-pedantic",
        "-fomit-frame-pointer", "-fno-omit-frame-pointer", "-fno-strict-aliasing", "-fstrict-aliasing", "-fwrapv", "-ftrapv", "-ffunction-sections",
        "-fdata-sections", "-fno-common", "-fcommon", "-fvisibility=hidden",
        "-fno-builtin", "-ffreestanding", "-funsigned-char", "-fshort-enums", "-fexceptions", "-fno-plt", "-ffast-math",
        "-fno-math-errno", "-ffp-contract=off", "-funroll-loops", "-fno-inline", "-fno-jump-tables", "-finstrument-functions", "-fno-ident", "-fmessage-length=0", "-pipe",
        "-fno-delete-null-pointer-checks", "-falign-functions=32", "-fno-semantic-interposition", "-ftls-model=initial-exec", "-fopenmp", "-fopenmp-simd",
        "-fdiagnostics-color=always", "-fdiagnostics-color=never", "-fno-diagnostics-show-option", "-fno-zero-initialized-in-bss", "-fverbose-asm",
        "-Xpreprocessor -DLEVEL=2", "--define-macro=X", "--undefine-macro LEVEL", "--include-directory inc", "--warn-shadow", "--optimize=2", "--debug", "--no-warnings",
        "-Wa,--noexecstack", "-Xassembler --noexecstack", "-P", "-pthread", "-fsanitize=undefined", "-save-temps=obj", "@empty.rsp", "@options.rsp", "-fstack-usage",
    ];

    /// <summary>What chooses the code's machine, or stands for a default that compilers differ in.</summary>
    public static readonly string[] Machine =
    [
        "-m64", "-march=x86-64", "-march=haswell", "-march=x86-64-v2", "-mtune=generic", "-mtune=skylake", "-msse4.2", "-mavx2", "-mno-avx", "-mno-red-zone", "-mpopcnt",
        "-mcmodel=medium", "-mno-omit-leaf-frame-pointer", "-mfpmath=sse", "-march=native", "-masm=att",
        "-fPIC", "-fpic", "-fPIE", "-fno-pic", "-fstack-protector", "-fstack-protector-strong", "-fno-stack-protector", "-fcf-protection=none", "-fcf-protection",
        "-fno-asynchronous-unwind-tables", "-fstack-clash-protection",
    ];

    public static readonly string[] MachineOfGcc = ["-mskip-rax-setup", "-maccumulate-outgoing-args", "-minline-all-stringops"];

    public static readonly string[] MachineOfClang = ["-Xclang -mframe-pointer=all"];

    public static readonly string[] C = ["-std=gnu99", "-std=c11", "-std=gnu17", "-std=gnu11", "-fgnu89-inline", "-Wstrict-prototypes", "-Wold-style-definition", "-Wno-implicit-int", "-Wmissing-prototypes", "--std c99", "-Woverloaded-virtual"];

    public static readonly string[] Cxx = ["-std=c++14", "-std=gnu++17", "-std=c++20", "-std=c++17", "-fno-rtti", "-fvisibility-inlines-hidden", "-Wold-style-cast", "-Wnon-virtual-dtor", "-fno-threadsafe-statics", "-D_GLIBCXX_ASSERTIONS", "-nostdinc++", "-Wstrict-prototypes", "-Wnested-externs"];

    public static readonly string[] Gcc =
    [
        "-ggdb1", "-gz", "-gstrict-dwarf", "-gvariable-location-views", "-gno-statement-frontiers", "-fno-working-directory", "--param=max-inline-insns-auto=3", "--param max-inline-insns-single=9",
        "-fira-region=all", "-fno-gcse", "-fno-tree-vectorize", "-ftree-loop-distribution", "-fno-ipa-icf", "-fno-guess-branch-probability", "-frandom-seed=x", "-frecord-gcc-switches",
        "-Wlogical-op", "-Wduplicated-cond", "-Wunused-macros", "-Wimplicit-fallthrough=3", "-Wtrampolines", "-Wstack-usage=100000", "-fdiagnostics-format=json", "-fdiagnostics-plain-output",
        "-ftrack-macro-expansion=0", "-fno-dwarf2-cfi-asm", "-fno-canonical-system-headers", "-T script.ld", "-e start", "-Qn", "-fsplit-stack", "-Wmissing-include-dirs", "-std=c++14",
    ];

    public static readonly string[] Clang =
    [
        "-Qunused-arguments", "-fcolor-diagnostics", "-fno-color-diagnostics", "-fno-caret-diagnostics", "-Weverything", "-Wno-everything", "-fno-addrsig", "-fslp-vectorize",
        "-fno-discard-value-names", "-fdebug-info-for-profiling", "-gline-tables-only", "-fstandalone-debug", "-ferror-limit=5", "-fmacro-backtrace-limit=2", "-fblocks",
        "-mllvm -inline-threshold=50", "-fintegrated-as", "-Oz", "-Wno-unused-command-line-argument", "-flto=thin",
    ];
}
