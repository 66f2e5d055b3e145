using static Mesh.Compile.Tests.Classification.CommandLines;

namespace Mesh.Compile.Tests.Compilers;

/// <summary>
/// The bare compiler against preprocessing at home and compiling elsewhere: the same files appear, with the same bytes. The helper
/// runs in another directory, which must not show.
/// </summary>
public sealed class DividedCompileTests
{
    private static readonly string[] GccRows =
    [
        "gcc -Iinc -isystem sys -c src/t.c",
        "gcc -Iinc -isystem sys -O2 -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -O3 -fPIC -DPIC -DLEVEL=5 -c src/t.c -oout/t.o",
        "gcc -Iinc -isystem sys -DNDEBUG -Os -std=gnu99 -Wall -Wextra -pedantic -Wno-unused -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -Wall -Wunused-macros -DLEVEL=2 -O1 -c src/bare.c -o out/t.o -Wno-unused-macros -Wno-unused",
        "gcc -Iinc -isystem sys -g -O2 -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -g -gdwarf-4 -O2 -ffile-prefix-map=CWD=. -fstack-protector-strong -Wformat -Werror=format-security -Wdate-time -D_FORTIFY_SOURCE=2 -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -g1 -fdebug-prefix-map=CWD=/elsewhere -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -fmacro-prefix-map=src=mapped -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem CWD/sys -O2 -c CWD/src/t.c -o CWD/out/t.o",
        "gcc -Iinc -isystem sys -O2 -S src/t.c",
        "gcc -c src/ident.c",
        "gcc -Iinc -isystem sys -flto -frandom-seed=7 -O2 -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -flto -ffat-lto-objects -frandom-seed=7 -O2 -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -flto -frandom-seed=7 -g -O2 -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -fsanitize=address,undefined -O1 -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -fsanitize=thread -O1 -g -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -frecord-gcc-switches -O1 -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -ffunction-sections -fdata-sections -pg -fno-omit-frame-pointer -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -fopenmp -pthread -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -static -rdynamic -L/usr/lib -lm -Wl,-O1 -Wa,--noexecstack -pipe -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -Wp,-DLEVEL=9,-UNDEBUG -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -include h.h -imacros sysh.h -c src/bare.c -o out/t.o",
        "gcc -Iinc -m32 -O2 -c src/bare.c -o out/t.o",
        "gcc -Iinc -mx32 -O2 -c src/bare.c -o out/t.o",
        "gcc -Iinc -O2 -march=x86-64-v3 -mtune=generic -mno-red-zone -mcmodel=large -c src/bare.c -o out/t.o",
        "gcc -Iinc -nostdinc -isystem /usr/lib/gcc/x86_64-linux-gnu/12/include -ffreestanding -fno-PIE -mcmodel=kernel -mno-sse -mno-80387 -mpreferred-stack-boundary=3 -mfentry -pg -mrecord-mcount -mindirect-branch=thunk-extern -mfunction-return=thunk-extern -mharden-sls=all --param=ssp-buffer-size=4 --param max-inline-insns-single=50 -c src/two.dots.c -o out/t.o -std=gnu11",
        "gcc -Iinc -O1 -c src/crlf.c",
        "g++ -O1 -c src/crlf.cc",
        "gcc -c src/bom.c",
        "gcc -Iinc -c src/noeol.c",
        "gcc -c src/empty.c",
        "g++ -g -c src/empty.c",
        "gcc -Wno-builtin-macro-redefined -D__DATE__=\"redacted\" -D__TIMESTAMP__=\"redacted\" -D__TIME__=\"redacted\" -c src/moment.c",
        "gcc -Wno-builtin-macro-redefined -D__FILE__=\"elsewhere\" -c src/redefined.c",
        "gcc -fexec-charset=ISO-8859-15 -c src/bom.c -o out/t.o",
        "gcc -Iinc -std=c99 -c src/std.c -o out/t.o",
        "gcc -Iinc -trigraphs -c src/std.c -o out/t.o",
        "gcc -x c -Iinc -c nosuffix.inc -o out/t.o",
        "gcc -x c++ -Iinc -O2 -c nosuffix.inc -o out/t.o",
        "g++ -Iinc -c src/bare.c -o out/t.o",
        "g++ -Iinc -O2 -c src/t.cc",
        "g++ -Iinc -O2 -g -std=c++20 -fPIC -c src/t.cc -o out/t.o",
        "g++ -Iinc -O3 -fvisibility=hidden -fvisibility-inlines-hidden -pedantic -Wall -Wextra -Wconversion -Wno-conversion -Wno-sign-conversion -c src/t.cc -o out/t.o",
        "g++ -Iinc -O2 -flto=auto -frandom-seed=1 -c src/bare.c -o out/t.o",
        "g++ -Iinc -fsanitize=address -O1 -c src/t.cc -o out/t.o",
        "g++ -Iinc -fno-rtti -O0 -ggdb -c src/bare.c -o out/t.o",
        "gcc -Iinc -O2 -S src/t.cc -o out/t.s",
    ];

    private static readonly string[] ClangRows =
    [
        "clang -Iinc -isystem sys -c src/t.c",
        "clang -Iinc -isystem sys -O2 -Wall -DLEVEL=4 -c src/t.c -o out/t.o",
        "clang -Iinc -isystem sys -O2 -g -fPIC -c src/t.c -o out/t.o",
        "clang -Iinc -isystem sys -O2 -gdwarf-4 -c CWD/src/t.c -o out/t.o",
        "clang -Iinc -isystem sys -O2 -flto -c src/t.c -o out/t.o",
        "clang -Iinc -isystem sys -O2 -S src/t.c -o out/t.s",
        "clang -Iinc -isystem sys -ffile-prefix-map=CWD=/x -fstack-protector-strong -pipe -pthread -c src/t.c -o out/t.o",
        "clang -Iinc -c src/crlf.c",
        "clang++ -c src/crlf.cc",
        "clang -c src/bom.c",
        "clang -Iinc -c src/noeol.c",
        "clang -Iinc -m32 -O2 -c src/bare.c -o out/t.o",
        "clang++ -Iinc -O2 -c src/t.cc -o out/t.o",
        "clang++ -Iinc -O0 -g -std=c++17 -c src/t.cc -o out/t.o",
        "clang++ -Iinc -O2 -flto=thin -fvisibility=hidden -c src/t.cc -o out/t.o",
    ];

    private static readonly string[] DependencyRows =
    [
        "-MD -c src/t.c",
        "-MMD -c src/t.c",
        "-MD -MP -c src/t.c",
        "-MMD -MP -c src/t.c -o out/t.o",
        "-MD -c src/t.c -o out/t.o",
        "-MD -c src/t.c -o out/noend",
        "-MD -c src/t.c -o out/a.b.o",
        "-MD -S src/t.c",
        "-MD -S src/t.c -o out/x.s",
        "-MD -MF out/.deps/t.Tpo -c src/t.c -o out/t.o",
        "-MD -MFout/t.dep -MTmy.o -c src/t.c -o out/t.o",
        "-MMD -MF out/t.dep -MT my.o -MT other.lo -c src/t.c -o out/t.o",
        "-MMD -MF out/t.dep -MQ my$o -MT your$o -MQ a~b -c src/t.c -o out/t.o",
        "-MD -MT t.lo -MP -MF out/.deps/t.Tpo -c src/t.c -fPIC -DPIC -o out/t.o",
        "-Wp,-MD,out/t.d -c src/t.c -o out/t.o",
        "-Wp,-MMD,out/.t.o.d -c src/t.c -o out/t.o",
        "-Wp,-MMD,out/.t.o.d -c src/t.c",
        "-Wp,-MMD,out/.t.o.d -MP -MT x -c src/t.c -o out/t.o",
        "-MD -c src/two.dots.c",
        "-MD -c src/two.dots.c -o out/two.dots.o",
        "-MD -MP -c src/odd~name~$x#1.c",
        "-MD -MP -c src/odd~name~$x#1.c -o a~b/odd~name~$x#1.o",
        "-MMD -MF a~b/d$#.d -c src/odd~name~$x#1.c -o a~b/t.o",
        "-MD -x c++ -c nosuffix.inc",
        "-MD -c CWD/src/t.c -o CWD/out/t.o",
    ];

    private static readonly string[] SideFileNames =
    [
        "-c src/t.c",
        "-c src/t.c -o out/t.o",
        "-c src/t.c -o out/noend",
        "-c src/t.c -o out/a.b.object",
        "-c src/t.c -o ./t",
        "-c src/t.c -o out/t.",
        "-c src/t.c -o out/t..o",
        "-c src/t.c -o out/.t.o",
        "-c src/t.c -o ./out//.././t.o",
        "-c src/t.c -o CWD/out/t.o",
        "-c src/t.c -o a~b/odd~name.o -MD",
        "-c src/two.dots.c",
        "-x c -c nosuffix.inc",
        "-S src/t.c",
        "-S src/t.c -o out/x.y.s",
        "-O2 -c src/empty.c",
    ];

    private static readonly string[] SideFileRows =
    [
        .. SideFileNames.SelectMany(row => new[]
        {
            $"gcc -Iinc -isystem sys -fstack-usage -fcallgraph-info=su,da {row}", $"gcc-11 -Iinc -isystem sys -fstack-usage -fcallgraph-info {row}",
            $"clang -Iinc -isystem sys -fstack-usage {row}",
        }),
        "g++ -Iinc -O2 -fstack-usage -fcallgraph-info=da -c src/t.cc -o out/t.cc.o",
        "gcc -Iinc -isystem sys -O2 -g -fstack-usage -c src/t.c",
        "gcc -Iinc -isystem sys -fcallgraph-info=su -ffile-prefix-map=CWD=. -c CWD/src/t.c",
        "clang++ -Iinc -O2 -fstack-usage -c src/t.cc -o out/t.cc.o",
        "clang -Iinc -isystem sys -imacros sysh.h -fstack-usage -c src/t.c",
        "clang -Iinc -isystem sys -g -fstack-usage -c src/t.c -o out/t.o",
    ];

    private static readonly string[] SplitNames =
    [
        "-c src/t.c",
        "-c src/t.c -o out/t.o",
        "-c src/t.c -o ./out/./t",
        "-c src/t.c -o out/a.b.object",
        "-c src/t.c -o out/t.",
        "-c src/t.c -o t..o",
        "-c src/t.c -o out/.t.o",
        "-c src/t.c -o out/t+a,b=c@d_-e.o -MD",
        "-c src/two.dots.c",
        "-x c -c nosuffix.inc",
        "-O2 -c src/empty.c",
    ];

    // Where gcc is not to record its options, they cannot show, and all is the same to the byte; of clang's, what the line table of DWARF 5 lacks.
    private static readonly string[] SplitRows =
    [
        .. SplitNames.SelectMany(row => new[]
        {
            $"gcc -Iinc -isystem sys -gsplit-dwarf -gno-record-gcc-switches {row}", $"gcc-11 -Iinc -isystem sys -g -gsplit-dwarf -gdwarf-4 -gno-record-gcc-switches {row}",
            $"clang -Iinc -isystem sys -g -gsplit-dwarf -gdwarf-4 {row}", $"clang -Iinc -isystem sys -g -gsplit-dwarf {row}",
        }),
        "gcc -Iinc -isystem sys -O2 -gsplit-dwarf -gno-record-gcc-switches -fstack-usage -fcallgraph-info=su,da -c src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -O2 -g -gsplit-dwarf -gno-record-gcc-switches -gz -ggnu-pubnames -ffile-prefix-map=CWD=. -c CWD/src/t.c -o out/t.o",
        "gcc -Iinc -isystem sys -O2 -g -gsplit-dwarf -gno-record-gcc-switches -m32 -c src/bare.c",
        "gcc -Iinc -isystem sys -O2 -gsplit-dwarf -gno-record-gcc-switches -fdebug-types-section -ffunction-sections -c src/t.c",
        "gcc -Iinc -isystem sys -O2 -g -gsplit-dwarf -c src/t.c -o out/t.o",
        "g++ -Iinc -O2 -g -gsplit-dwarf -gno-record-gcc-switches -c src/bare.c -o out/t.cc.o",
        "g++ -Iinc -O1 -g -gsplit-dwarf -gdwarf-4 -c src/bare.c -o out/t.cc.o",
        "clang -Iinc -isystem sys -g -gsplit-dwarf -gdwarf-4 -c src/t.c -o CWD/out/t.o",
        "clang -Iinc -isystem sys -g -gsplit-dwarf -gdwarf-4 -fstack-usage -gz -c src/t.c -o out/../t.o",
        "clang -Iinc -isystem sys -g -gsplit-dwarf -gdwarf-4 -fdebug-compilation-dir=/x -c src/t.c -o t.o",
        "clang++ -Iinc -O2 -g -gsplit-dwarf -gdwarf-4 -ggnu-pubnames -fdebug-types-section -c src/t.cc -o out/t.cc.o",
        "arm-linux-gnueabihf-gcc -Iinc -O2 -g -gsplit-dwarf -gno-record-gcc-switches -c src/bare.c -o out/t.o",
        "riscv64-linux-gnu-gcc -Iinc -O2 -g -gsplit-dwarf -gno-record-gcc-switches -c src/bare.c -o out/t.o",
        "mips-linux-gnu-gcc -Iinc -O2 -g -gsplit-dwarf -gno-record-gcc-switches -c src/bare.c -o out/t.o",
        "powerpc64le-linux-gnu-gcc -Iinc -O2 -g -gsplit-dwarf -gno-record-gcc-switches -c src/bare.c -o out/t.o",
        "s390x-linux-gnu-gcc -Iinc -O2 -g -gsplit-dwarf -gno-record-gcc-switches -c src/bare.c -o out/t.o",
        "sparc64-linux-gnu-gcc -Iinc -O2 -g -gsplit-dwarf -gno-record-gcc-switches -c src/bare.c -o out/t.o",
        "clang --target=arm-linux-gnueabihf -Iinc -O2 -g -gsplit-dwarf -gdwarf-4 -c src/bare.c -o out/t.o",
        "clang --target=mips-linux-gnu -Iinc -O2 -g -gsplit-dwarf -gdwarf-4 -c src/bare.c -o out/t.o",
    ];

    public static TheoryData<string> AllSplitRows => [.. SplitRows];

    public static TheoryData<string> ObjectRows => [.. GccRows, .. ClangRows];

    public static TheoryData<string> AllDependencyRows =>
    [
        .. DependencyRows.SelectMany(row => new[] { $"gcc -Iinc -isystem sys {row}", $"clang -Iinc -isystem sys {row}" }),
        "g++ -Iinc -MMD -MP -c src/t.cc -o out/t.o",
        "clang++ -Iinc -MD -MT src/t.cc.o -MF out/t.cc.o.d -o out/t.cc.o -c src/t.cc",
    ];

    [Theory]
    [MemberData(nameof(ObjectRows))]
    public Task An_object_compiled_elsewhere_equals_the_bare_compilers(string line) => CompareAsync(line);

    [Theory]
    [MemberData(nameof(AllDependencyRows))]
    public Task Dependency_files_equal_the_bare_compilers(string line) => CompareAsync(line);

    public static TheoryData<string> AllSideFileRows => [.. SideFileRows];

    [Theory]
    [MemberData(nameof(AllSideFileRows))]
    public Task What_is_written_beside_the_object_equals_the_bare_compilers(string line) => CompareAsync(line);

    [Theory]
    [MemberData(nameof(AllSplitRows))]
    public Task Debug_information_in_a_second_file_equals_the_bare_compilers(string line) => CompareAsync(line);

    // The bytes of gcc's intermediate code for C++ differ even where nothing depends on them; what is linked from it does not.
    [Fact]
    public async Task What_is_linked_from_lto_objects_equals_the_bare_compilers()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var tree = new SourceTree();
        Assert.SkipUnless(Tool.Exists("g++"), "g++ is not installed");
        string[] options = ["-O2", "-flto", "-frandom-seed=1", "-Iinc"], link = ["-flinker-output=nolto-rel", "-r", "-nostdlib", "out/t.o", "-o", "out/linked.o"];

        await Tool.RunAsync(["g++", .. options, "-c", "src/t.cc", "-o", "out/t.o"], tree.Root, null, cancel);
        await Tool.RunAsync(["g++", .. options, .. link], tree.Root, null, cancel);
        var expected = tree.TakeMade();
        await DividedCompile.RunAsync(["g++", .. options, "-c", "src/t.cc", "-o", "out/t.o"], tree, cancel);
        await Tool.RunAsync(["g++", .. options, .. link], tree.Root, null, cancel);

        Assert.Equal(expected["out/linked.o"], tree.TakeMade()["out/linked.o"]);
    }

    private static Task CompareAsync(string line)
    {
        string[] argv = [.. Words(line).Select(word => word.Replace('~', ' '))];
        Assert.SkipUnless(Tool.Exists(argv[0]), $"{argv[0]} is not installed");
        return Comparison.RunAsync(argv, TestContext.Current.CancellationToken);
    }
}
